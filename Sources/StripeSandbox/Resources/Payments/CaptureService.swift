import JSON

/// After an authorization: capturing, incrementing or canceling it.
struct CaptureService {
  let workspace: Workspace

  func capture(_ object: PaymentIntent, with parameters: Parameters) throws(SandboxError)
    -> PaymentIntent
  {
    try PaymentIntentRequest.capture.check(object)
    return try workspace.payments.naming(object) { () throws(SandboxError) in
      var intent = object
      let amount = try amount(parameters, of: intent)
      try StatementDescriptor.check(parameters, isOfCard: false)
      intent.json = try workspace.merge(
        parameters, into: intent.json, of: PaymentIntentFields.typeName,
        but: ["amount_details", "hooks"])
      if parameters.bool("final_capture") == false {
        throw SandboxError(
          "The sandbox does not support multicapture.", param: "final_capture")
      }
      var charge = try workspace.get(Charge.self, intent.latestCharge ?? "", param: "charge")
      charge.applicationFeeAmount = intent.applicationFeeAmount
      try workspace.charges.capture(amount, of: &charge)
      try workspace.save(charge)
      intent.amountReceived = amount
      intent.amountCapturable = 0
      intent.status = .succeeded
      try workspace.save(intent)
      try workspace.invoices.payments.creditInvoices(paidBy: intent.json)
      return intent
    }
  }

  private func amount(_ parameters: Parameters, of intent: PaymentIntent)
    throws(SandboxError) -> Int
  {
    let amount = parameters.integer("amount_to_capture") ?? intent.amountCapturable
    if amount < 0 {
      throw SandboxError("Invalid non-negative integer", param: "amount_to_capture")
    }
    if amount == 0 { throw .invalidInteger("amount", least: 1) }
    guard amount <= intent.amountCapturable else { throw .captureTooLarge }
    return amount
  }

  func cancel(_ object: PaymentIntent, reason: String?) throws(SandboxError) -> PaymentIntent {
    try PaymentIntentRequest.cancel.check(object)
    var intent = object
    if intent.status == .requiresCapture,
      let charge = try workspace.find(Charge.self, intent.latestCharge ?? "")
    {
      try workspace.save(workspace.refunds.release(charge))
    }
    try workspace.bankTransfers.release(&intent)
    intent.amountCapturable = 0
    intent.canceledAt = workspace.wall
    intent.cancellationReason = reason
    intent.nextAction = nil
    intent.status = .canceled
    try workspace.save(intent)
    return intent
  }

  /// Lets an authorization lapse that was not captured in time, and cancels its intent.
  func expire(_ object: Charge) throws(SandboxError) {
    var charge = object
    charge.isExpired = true
    try workspace.save(charge)
    if let id = charge.paymentIntent, let intent = try workspace.find(PaymentIntent.self, id),
      intent.status == .requiresCapture, intent.latestCharge == charge.id
    {
      _ = try cancel(intent, reason: "automatic")
    } else {
      _ = try workspace.refunds.release(charge)
    }
  }

  func increment(_ object: PaymentIntent, with parameters: Parameters) throws(SandboxError)
    -> PaymentIntent
  {
    try PaymentIntentRequest.increment.check(object)
    guard let amount = parameters.integer("amount") else { throw .missingParameter("amount") }
    guard amount > object.amount else {
      throw SandboxError(
        "The updated total amount must be greater than the currently authorized amount.",
        param: "amount")
    }
    try Currency(object.currency).checkCharge(amount)
    var intent = object
    intent.json = try workspace.merge(
      parameters, into: intent.json, of: PaymentIntentFields.typeName,
      but: ["amount", "amount_details", "hooks"])
    intent.amount = amount
    intent.amountCapturable = amount
    try workspace.save(intent)
    if var charge = try workspace.find(Charge.self, intent.latestCharge ?? "") {
      charge.amount = amount
      if var card = charge.paymentMethodDetails.object("card") {
        card["amount_authorized"] = .integer(amount)
        charge.paymentMethodDetails["card"] = .object(card)
      }
      try workspace.save(charge)
    }
    return intent
  }
}
