import JSON

/// The address behind the page of a checkout session, by which tools complete it without a browser.
///
/// Source: the fixtures of Stripe's command line.
extension LegacyRoute {
  static let paymentPage = LegacyRoute(
    "GET", "/v1/payment_pages/{session}", "checkout.SessionService.retrieve", parameters: []
  ) { call, _ throws(SandboxError) in
    call.translated(to: call.route.pathIDs, [:])
  }

  static let paymentPageConfirmation = LegacyRoute(
    "POST", "/v1/payment_pages/{session}/confirm", "checkout.SessionService.retrieve",
    parameters: ["expected_amount", "payment_method"],
    preparation: { call, workspace throws(SandboxError) in
      // There is no page here on which the customer could be asked anything.
      var entries = CheckoutEntries()
      entries.authentication = .complete
      try CheckoutCompletion(workspace: workspace, entries: entries)
        .confirm(call.route.pathIDs.first ?? "", call.query)
    }
  ) { call, _ throws(SandboxError) in
    call.translated(to: call.route.pathIDs, [:])
  }
}
