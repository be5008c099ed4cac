/// Payments of invoices, which are made with their invoice or by attaching.
struct InvoicePaymentBehavior: ResourceBehavior {
  let typeName = "invoice_payment"
  let eventRules = EventRules(statuses: ["paid": ["paid"]])
}
