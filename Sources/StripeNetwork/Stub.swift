// StripeNetwork
