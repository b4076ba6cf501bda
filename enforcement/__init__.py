"""From a report to a determination, a measure, an appeal and the credit that is or is not due."""
