/// Events of subscriptions, invoices, credit notes and quotes.
extension TriggerRecipes {
  static let billing = """
    customer.subscription.created
      use subscription
    customer.subscription.updated
      use subscription
      POST /v1/subscriptions/{subscription.id} metadata[a]=b
    customer.subscription.deleted
      use subscription
      DELETE /v1/subscriptions/{subscription.id}
    customer.subscription.trial_will_end
      use clocked_payer price
      POST /v1/subscriptions customer={customer.id}&items[0][price]={price.id}&trial_period_days=7
      POST /v1/test_helpers/test_clocks/{clock.id}/advance frozen_time={now+432000}
    customer.subscription.paused
      use clock price
      customer = POST /v1/customers name=Ann&test_clock={clock.id}
      POST /v1/subscriptions customer={customer.id}&items[0][price]={price.id}&trial_period_days=7&
        trial_settings[end_behavior][missing_payment_method]=pause
      POST /v1/test_helpers/test_clocks/{clock.id}/advance frozen_time={now+691200}
    customer.subscription.resumed
      use clock price
      customer = POST /v1/customers name=Ann&test_clock={clock.id}
      subscription = POST /v1/subscriptions customer={customer.id}&items[0][price]={price.id}&
        trial_period_days=7&trial_settings[end_behavior][missing_payment_method]=pause
      POST /v1/test_helpers/test_clocks/{clock.id}/advance frozen_time={now+691200}
      good = POST /v1/payment_methods/pm_card_visa/attach customer={customer.id}
      POST /v1/customers/{customer.id} invoice_settings[default_payment_method]={good.id}
      POST /v1/subscriptions/{subscription.id}/resume billing_cycle_anchor=now
    customer.subscription.pending_update_applied
      use subscription dearer_price
      bad = POST /v1/payment_methods/pm_card_chargeCustomerFail/attach customer={customer.id}
      POST /v1/subscriptions/{subscription.id} default_payment_method={bad.id}
      changed = POST /v1/subscriptions/{subscription.id}
        items[0][id]={subscription.items.data.0.id}&items[0][price]={dearer.id}&
        proration_behavior=always_invoice&payment_behavior=pending_if_incomplete
      good = POST /v1/payment_methods/pm_card_visa/attach customer={customer.id}
      POST /v1/invoices/{changed.latest_invoice}/pay payment_method={good.id}
    customer.subscription.pending_update_expired
      use clocked_subscription dearer_price
      bad = POST /v1/payment_methods/pm_card_chargeCustomerFail/attach customer={customer.id}
      POST /v1/subscriptions/{subscription.id} default_payment_method={bad.id}
      POST /v1/subscriptions/{subscription.id} items[0][id]={subscription.items.data.0.id}&
        items[0][price]={dearer.id}&proration_behavior=always_invoice&
        payment_behavior=pending_if_incomplete
      POST /v1/test_helpers/test_clocks/{clock.id}/advance frozen_time={now+90000}
    invoice.created
      use draft
    invoice.updated
      use draft
      POST /v1/invoices/{invoice.id} metadata[a]=b
    invoice.deleted
      use draft
      DELETE /v1/invoices/{invoice.id}
    invoice.finalized
      use open_invoice
    invoice.voided
      use open_invoice
      POST /v1/invoices/{invoice.id}/void
    invoice.marked_uncollectible
      use open_invoice
      POST /v1/invoices/{invoice.id}/mark_uncollectible
    invoice.paid invoice.payment_succeeded invoice_payment.paid
      use paid_invoice
    invoice.payment_failed
      use open_invoice failing_card
      ? POST /v1/invoices/{invoice.id}/pay payment_method={bad.id}
    invoice.payment_action_required
      use someone price
      strict = POST /v1/payment_methods/pm_card_authenticationRequired/attach
        customer={customer.id}
      POST /v1/subscriptions customer={customer.id}&items[0][price]={price.id}&
        default_payment_method={strict.id}
    invoice.sent
      use someone
      invoice = POST /v1/invoices customer={customer.id}&collection_method=send_invoice&
        days_until_due=30
      POST /v1/invoiceitems customer={customer.id}&invoice={invoice.id}&amount=2000&currency=usd
      POST /v1/invoices/{invoice.id}/send
    invoice.overdue
      use clock
      customer = POST /v1/customers name=Ann&email=ann@example.com&test_clock={clock.id}
      invoice = POST /v1/invoices customer={customer.id}&collection_method=send_invoice&
        days_until_due=7
      POST /v1/invoiceitems customer={customer.id}&invoice={invoice.id}&amount=2000&currency=usd
      POST /v1/invoices/{invoice.id}/finalize
      POST /v1/test_helpers/test_clocks/{clock.id}/advance frozen_time={now+691200}
    invoice.upcoming
      use clocked_subscription
      POST /v1/test_helpers/test_clocks/{clock.id}/advance frozen_time={now+2246400}
    invoiceitem.created
      use draft
    invoiceitem.deleted
      use draft
      DELETE /v1/invoiceitems/{item.id}
    credit_note.created
      use open_invoice
      POST /v1/credit_notes invoice={invoice.id}&amount=500
    credit_note.updated
      use open_invoice
      note = POST /v1/credit_notes invoice={invoice.id}&amount=500
      POST /v1/credit_notes/{note.id} memo=Sorry
    credit_note.voided
      use open_invoice
      note = POST /v1/credit_notes invoice={invoice.id}&amount=500
      POST /v1/credit_notes/{note.id}/void
    quote.created
      use quote
    quote.finalized
      use quote
      POST /v1/quotes/{quote.id}/finalize
    quote.accepted
      use quote
      POST /v1/quotes/{quote.id}/finalize
      POST /v1/quotes/{quote.id}/accept
    quote.canceled
      use quote
      POST /v1/quotes/{quote.id}/cancel
    subscription_schedule.created
      use schedule
    subscription_schedule.updated
      use schedule
      POST /v1/subscription_schedules/{schedule.id} metadata[a]=b
    subscription_schedule.canceled
      use schedule
      POST /v1/subscription_schedules/{schedule.id}/cancel
    subscription_schedule.released
      use schedule
      POST /v1/subscription_schedules/{schedule.id}/release
    subscription_schedule.expiring
      use clocked_schedule
      POST /v1/test_helpers/test_clocks/{clock.id}/advance frozen_time={now+2246400}
    subscription_schedule.completed
      use clocked_schedule
      POST /v1/test_helpers/test_clocks/{clock.id}/advance frozen_time={now+2764800}
    subscription_schedule.aborted
      use clocked_payer price
      POST /v1/subscription_schedules customer={customer.id}&start_date=now&
        phases[0][items][0][price]={price.id}&phases[0][duration][interval]=year&
        phases[0][duration][interval_count]=1
      use failing_card
      POST /v1/test_helpers/test_clocks/{clock.id}/advance frozen_time={now+2764800}
      POST /v1/test_helpers/test_clocks/{clock.id}/advance frozen_time={now+4320000}
    """
}
