/// Events of payments, refunds, disputes and checkout.
extension TriggerRecipes {
  static let payments = """
    charge.succeeded payment_intent.succeeded
      use payment
    charge.failed payment_intent.payment_failed
      ? POST /v1/payment_intents amount=2000&currency=usd&confirm=true&
        payment_method=pm_card_chargeDeclined&allowed_payment_method_types[0]=card
    charge.updated
      use payment
      POST /v1/charges/{payment.latest_charge} metadata[a]=b
    charge.captured
      held = POST /v1/payment_intents amount=2000&currency=usd&confirm=true&capture_method=manual&
        payment_method=pm_card_visa&allowed_payment_method_types[0]=card
      POST /v1/payment_intents/{held.id}/capture
    payment_intent.amount_capturable_updated
      POST /v1/payment_intents amount=2000&currency=usd&confirm=true&capture_method=manual&
        payment_method=pm_card_visa&allowed_payment_method_types[0]=card
    charge.pending payment_intent.processing
      debit = POST /v1/payment_methods type=sepa_debit&sepa_debit[iban]=AT321904300235473204&
        billing_details[name]=Bob&billing_details[email]=bob@example.com
      POST /v1/payment_intents amount=1000&currency=eur&confirm=true&payment_method={debit.id}&
        allowed_payment_method_types[0]=sepa_debit&mandate_data[customer_acceptance][type]=offline
    charge.refunded charge.refund.updated refund.created refund.updated
      use payment
      refund = POST /v1/refunds payment_intent={payment.id}
      POST /v1/refunds/{refund.id} metadata[a]=b
    refund.failed
      payment = POST /v1/payment_intents amount=2000&currency=usd&confirm=true&
        payment_method=pm_card_refundFail&allowed_payment_method_types[0]=card
      POST /v1/refunds payment_intent={payment.id}
    charge.dispute.created charge.dispute.funds_withdrawn
      use dispute
    charge.dispute.updated
      use dispute
      POST /v1/disputes/{disputes.data.0.id} evidence[uncategorized_text]=Here it is
    charge.dispute.closed
      use dispute
      POST /v1/disputes/{disputes.data.0.id}/close
    charge.dispute.funds_reinstated
      use dispute
      POST /v1/disputes/{disputes.data.0.id} evidence[uncategorized_text]=winning_evidence&
        submit=true
    payment_intent.created
      POST /v1/payment_intents amount=2000&currency=usd
    payment_intent.canceled
      intent = POST /v1/payment_intents amount=2000&currency=usd
      POST /v1/payment_intents/{intent.id}/cancel
    payment_intent.requires_action
      POST /v1/payment_intents amount=2000&currency=usd&confirm=true&
        payment_method=pm_card_threeDSecure2Required&allowed_payment_method_types[0]=card&
        return_url=https://example.com
    cash_balance.funds_available
      use someone
      POST /v1/test_helpers/customers/{customer.id}/fund_cash_balance amount=1000&currency=usd
    payment_intent.partially_funded customer_cash_balance_transaction.created
      use someone
      POST /v1/payment_intents amount=3000&currency=usd&customer={customer.id}&confirm=true&
        allowed_payment_method_types[0]=customer_balance&
        payment_method_data[type]=customer_balance&
        payment_method_options[customer_balance][funding_type]=bank_transfer&
        payment_method_options[customer_balance][bank_transfer][type]=us_bank_transfer
      POST /v1/test_helpers/customers/{customer.id}/fund_cash_balance amount=1000&currency=usd
    payment_method.attached
      use payer
    payment_method.updated
      use someone
      method = POST /v1/payment_methods/pm_card_visa/attach customer={customer.id}
      POST /v1/payment_methods/{method.id} metadata[a]=b
    payment_method.detached
      use someone
      method = POST /v1/payment_methods/pm_card_visa/attach customer={customer.id}
      POST /v1/payment_methods/{method.id}/detach
    setup_intent.created
      POST /v1/setup_intents allowed_payment_method_types[0]=card
    setup_intent.succeeded
      POST /v1/setup_intents allowed_payment_method_types[0]=card&confirm=true&
        payment_method=pm_card_visa
    setup_intent.canceled
      setup = POST /v1/setup_intents allowed_payment_method_types[0]=card
      POST /v1/setup_intents/{setup.id}/cancel
    setup_intent.requires_action
      POST /v1/setup_intents allowed_payment_method_types[0]=card&confirm=true&
        payment_method=pm_card_threeDSecure2Required&return_url=https://example.com
    setup_intent.setup_failed
      ? POST /v1/setup_intents allowed_payment_method_types[0]=card&confirm=true&
        payment_method=pm_card_chargeDeclined
    checkout.session.completed
      use session
      POST /v1/payment_pages/{session.id}/confirm expected_amount=700&payment_method=pm_card_visa
    checkout.session.async_payment_succeeded
      use debit_session
      debit = POST /v1/payment_methods type=sepa_debit&sepa_debit[iban]=AT611904300234573201&
        billing_details[name]=Bob&billing_details[email]=bob@example.com
      POST /v1/payment_pages/{session.id}/confirm expected_amount=3000&payment_method={debit.id}
    checkout.session.async_payment_failed
      use debit_session
      debit = POST /v1/payment_methods type=sepa_debit&
        sepa_debit[iban]=IT60X0542811101000000123456&billing_details[name]=Bob&
        billing_details[email]=bob@example.com
      POST /v1/payment_pages/{session.id}/confirm expected_amount=3000&payment_method={debit.id}
    checkout.session.expired
      use session
      POST /v1/checkout/sessions/{session.id}/expire
    """
}
