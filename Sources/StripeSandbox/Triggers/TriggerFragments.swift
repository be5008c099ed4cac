/// What several recipes begin with.
extension TriggerRecipes {
  static let common = """
    payer
      customer = POST /v1/customers name=Ann&email=ann@example.com&payment_method=pm_card_visa&
        invoice_settings[default_payment_method]=pm_card_visa
    someone
      customer = POST /v1/customers name=Ann&email=ann@example.com
    clock
      clock = POST /v1/test_helpers/test_clocks frozen_time={now}
    clocked_payer
      use clock
      customer = POST /v1/customers name=Ann&email=ann@example.com&test_clock={clock.id}&
        payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa
    price
      price = POST /v1/prices currency=usd&unit_amount=1500&product_data[name]=Tea&
        recurring[interval]=month
    dearer_price
      dearer = POST /v1/prices currency=usd&unit_amount=4500&product_data[name]=Tea&
        recurring[interval]=month
    subscription
      use payer price
      subscription = POST /v1/subscriptions customer={customer.id}&items[0][price]={price.id}
    clocked_subscription
      use clocked_payer price
      subscription = POST /v1/subscriptions customer={customer.id}&items[0][price]={price.id}
    failing_card
      bad = POST /v1/payment_methods/pm_card_chargeCustomerFail/attach customer={customer.id}
      POST /v1/customers/{customer.id} invoice_settings[default_payment_method]={bad.id}
    draft
      use payer
      invoice = POST /v1/invoices customer={customer.id}&auto_advance=false
      item = POST /v1/invoiceitems customer={customer.id}&invoice={invoice.id}&amount=2000&
        currency=usd
    open_invoice
      use draft
      POST /v1/invoices/{invoice.id}/finalize
    paid_invoice
      use open_invoice
      POST /v1/invoices/{invoice.id}/pay
    payment
      payment = POST /v1/payment_intents amount=2000&currency=usd&confirm=true&
        payment_method=pm_card_visa&allowed_payment_method_types[0]=card
    funds
      funds = POST /v1/payment_intents amount=100000&currency=usd&confirm=true&
        payment_method=pm_card_bypassPending&allowed_payment_method_types[0]=card
    dispute
      payment = POST /v1/payment_intents amount=2000&currency=usd&confirm=true&
        payment_method=pm_card_createDispute&allowed_payment_method_types[0]=card
      disputes = GET /v1/disputes?payment_intent={payment.id}
    coupon
      coupon = POST /v1/coupons percent_off=25&duration=once
    account
      account = POST /v1/accounts type=custom&country=US&email=shop@example.com&
        capabilities[transfers][requested]=true
    cardholder
      cardholder = POST /v1/issuing/cardholders name=Jenny Rosen&type=individual&
        email=jenny@example.com&phone_number=+18008675309&status=active&
        billing[address][line1]=1 Main Street&billing[address][city]=San Francisco&
        billing[address][state]=CA&billing[address][postal_code]=94111&billing[address][country]=US
    card
      use cardholder
      card = POST /v1/issuing/cards cardholder={cardholder.id}&currency=usd&type=virtual&
        status=active
    quote
      use payer price
      quote = POST /v1/quotes customer={customer.id}&line_items[0][price]={price.id}&
        line_items[0][quantity]=1
    schedule
      use payer price
      schedule = POST /v1/subscription_schedules customer={customer.id}&start_date=now&
        end_behavior=release&phases[0][items][0][price]={price.id}&
        phases[0][duration][interval]=month&phases[0][duration][interval_count]=1
    clocked_schedule
      use clocked_payer price
      schedule = POST /v1/subscription_schedules customer={customer.id}&start_date=now&
        end_behavior=release&phases[0][items][0][price]={price.id}&
        phases[0][duration][interval]=month&phases[0][duration][interval_count]=1
    session
      use payer
      once = POST /v1/prices currency=usd&unit_amount=700&product_data[name]=Cup
      session = POST /v1/checkout/sessions mode=payment&success_url=https://example.com/done&
        line_items[0][price]={once.id}&line_items[0][quantity]=1
    debit_session
      once = POST /v1/prices currency=eur&unit_amount=3000&product_data[name]=Cups
      session = POST /v1/checkout/sessions mode=payment&success_url=https://example.com/done&
        allowed_payment_method_types[0]=sepa_debit&line_items[0][price]={once.id}&
        line_items[0][quantity]=1
    verification
      verification = POST /v1/identity/verification_sessions type=document
    meter
      meter = POST /v1/billing/meters display_name=Requests&event_name=requests_{random}&
        default_aggregation[formula]=sum
    """
}
