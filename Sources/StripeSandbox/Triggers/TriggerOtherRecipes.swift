/// Events of the balance, connected accounts, issued cards and verified people.
extension TriggerRecipes {
  static let others = """
    balance.available
      use funds
    topup.created
      POST /v1/topups amount=2000&currency=usd&description=More
    payout.created
      use funds
      POST /v1/payouts amount=1000&currency=usd
    payout.updated
      use funds
      payout = POST /v1/payouts amount=1000&currency=usd
      POST /v1/payouts/{payout.id} metadata[a]=b
    payout.canceled
      use funds
      payout = POST /v1/payouts amount=1000&currency=usd
      POST /v1/payouts/{payout.id}/cancel
    transfer.created
      use funds account
      POST /v1/transfers amount=1000&currency=usd&destination={account.id}
    transfer.updated
      use funds account
      transfer = POST /v1/transfers amount=1000&currency=usd&destination={account.id}
      POST /v1/transfers/{transfer.id} metadata[a]=b
    transfer.reversed
      use funds account
      transfer = POST /v1/transfers amount=1000&currency=usd&destination={account.id}
      POST /v1/transfers/{transfer.id}/reversals
    account.updated
      use account
      POST /v1/accounts/{account.id} metadata[a]=b
    account.application.deauthorized
      account = POST /v1/accounts type=standard
      DELETE /v1/accounts/{account.id}
    identity.verification_session.created
      use verification
    identity.verification_session.canceled
      use verification
      POST /v1/identity/verification_sessions/{verification.id}/cancel
    identity.verification_session.redacted
      use verification
      POST /v1/identity/verification_sessions/{verification.id}/redact
    issuing_cardholder.created issuing_cardholder.updated
      use cardholder
      POST /v1/issuing/cardholders/{cardholder.id} metadata[a]=b
    issuing_card.created issuing_card.updated
      use card
      POST /v1/issuing/cards/{card.id} metadata[a]=b
    issuing_authorization.created issuing_authorization.request
      use card
      POST /v1/test_helpers/issuing/authorizations amount=1000&currency=usd&card={card.id}
    issuing_authorization.updated
      use card
      authorization = POST /v1/test_helpers/issuing/authorizations amount=1000&currency=usd&
        card={card.id}
      POST /v1/issuing/authorizations/{authorization.id} metadata[a]=b
    issuing_transaction.created
      use card
      authorization = POST /v1/test_helpers/issuing/authorizations amount=1000&currency=usd&
        card={card.id}
      POST /v1/test_helpers/issuing/authorizations/{authorization.id}/capture
    issuing_transaction.updated
      use card
      authorization = POST /v1/test_helpers/issuing/authorizations amount=1000&currency=usd&
        card={card.id}
      POST /v1/test_helpers/issuing/authorizations/{authorization.id}/capture
      captures = GET /v1/issuing/transactions?card={card.id}
      POST /v1/issuing/transactions/{captures.data.0.id} metadata[a]=b
    issuing_transaction.purchase_details_receipt_updated
      use card
      POST /v1/test_helpers/issuing/transactions/create_force_capture amount=1000&currency=usd&
        card={card.id}&purchase_details[receipt][0][description]=Tea&
        purchase_details[receipt][0][quantity]=1&purchase_details[receipt][0][total]=1000&
        purchase_details[receipt][0][unit_cost]=1000
    reporting.report_run.succeeded
      POST /v1/reporting/report_runs report_type=balance.summary.1&
        parameters[interval_start]={now-172800}&parameters[interval_end]={now-86400}
    v2.core.event_destination.ping
      destination = POST /v2/core/event_destinations {"name":"Ping","type":"webhook_endpoint",
        "event_payload":"thin","enabled_events":["v1.billing.meter.no_meter_found"],
        "webhook_endpoint":{"url":"https://example.com/hook"}}
      POST /v2/core/event_destinations/{destination.id}/ping {}
    v2.core.account.created v2.core.account.updated
      account = POST /v2/core/accounts {"display_name":"Shop","contact_email":"shop@example.com"}
      POST /v2/core/accounts/{account.id} {"display_name":"Store"}
    application_fee.created
      use account
      POST /v1/payment_intents amount=2000&currency=usd&confirm=true&payment_method=pm_card_visa&
        allowed_payment_method_types[0]=card&application_fee_amount=100&
        transfer_data[destination]={account.id}
    person.created person.updated person.deleted
      use account
      person = POST /v1/accounts/{account.id}/persons first_name=Jenny&last_name=Rosen
      POST /v1/accounts/{account.id}/persons/{person.id} metadata[a]=b
      DELETE /v1/accounts/{account.id}/persons/{person.id}
    climate.order.created climate.order.canceled
      order = POST /v1/climate/orders product=climsku_frontier_offtake_portfolio_2027&
        metric_tons=0.01&currency=usd
      POST /v1/climate/orders/{order.id}/cancel
    issuing_dispute.created issuing_dispute.updated issuing_dispute.submitted
      use card
      authorization = POST /v1/test_helpers/issuing/authorizations amount=1000&currency=usd&
        card={card.id}
      POST /v1/test_helpers/issuing/authorizations/{authorization.id}/capture
      captures = GET /v1/issuing/transactions?card={card.id}
      dispute = POST /v1/issuing/disputes transaction={captures.data.0.id}&
        evidence[reason]=not_received&evidence[not_received][explanation]=It never came
      POST /v1/issuing/disputes/{dispute.id} metadata[a]=b
      POST /v1/issuing/disputes/{dispute.id}/submit
    topup.canceled
      topup = POST /v1/topups amount=2000&currency=usd&description=More
      POST /v1/topups/{topup.id}/cancel
    treasury.outbound_payment.created
      financial = POST /v1/treasury/financial_accounts supported_currencies[0]=usd
      POST /v1/treasury/outbound_payments financial_account={financial.id}&amount=100&currency=usd
    treasury.financial_account.created treasury.financial_account.closed
      financial = POST /v1/treasury/financial_accounts supported_currencies[0]=usd
      POST /v1/treasury/financial_accounts/{financial.id}/close
    treasury.received_credit.created
      financial = POST /v1/treasury/financial_accounts supported_currencies[0]=usd
      POST /v1/test_helpers/treasury/received_credits financial_account={financial.id}&amount=100&
        currency=usd&network=ach
    treasury.received_debit.created
      financial = POST /v1/treasury/financial_accounts supported_currencies[0]=usd
      POST /v1/test_helpers/treasury/received_debits financial_account={financial.id}&amount=100&
        currency=usd&network=ach
    v2.core.account_person.created
      account = POST /v2/core/accounts {"display_name":"Shop","contact_email":"shop@example.com"}
      POST /v2/core/accounts/{account.id}/persons {"given_name":"Jenny","surname":"Rosen"}
    """
}
