import JSON

/// The older names by which other families call services of this one.
extension Workspace {
  func currency(_ code: String, param: String = "currency") throws(SandboxError) -> Currency {
    try Currency.supported(code, param: param)
  }

  func checkCharge(_ amount: Int, in currency: Currency, param: String = "amount")
    throws(SandboxError)
  {
    try currency.checkCharge(amount, param: param)
  }

  func newPaymentIntent(amount: Int, currency: Currency, customer: String?)
    throws(SandboxError) -> JSONObject
  {
    try payments.make(amount: amount, currency: currency, customer: customer).json
  }

  func confirm(_ intent: JSONObject, with parameters: JSONObject) throws(SandboxError) -> JSONObject
  {
    try confirming.confirm(PaymentIntent(intent), with: Parameters(parameters)).json
  }

  func cancel(_ intent: JSONObject, reason: String?) throws(SandboxError) -> JSONObject {
    try capturing.cancel(PaymentIntent(intent), reason: reason).json
  }

  func attach(paymentMethod id: String, to customer: String) throws(SandboxError) -> JSONObject {
    try paymentMethods.attach(id, to: customer).json
  }

  func paymentMethod(_ id: String, param: String) throws(SandboxError) -> JSONObject {
    try paymentMethods.named(id, param: param).json
  }

  func cardDetails(token: String, param: String) throws(SandboxError) -> CardDetails {
    try cards.details(token: token, param: param)
  }

  func cardSource(_ details: CardDetails, customer: String?) throws(SandboxError) -> JSONObject {
    try cards.source(details, customer: customer).json
  }
}
