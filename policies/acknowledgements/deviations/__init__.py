"""What a customer's agreement says otherwise than the policy: recorded, ended, announced."""
