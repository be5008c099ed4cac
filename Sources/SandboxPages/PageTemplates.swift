import Mustache

/// What a page shows: the values of its template, by their names.
protocol PageView {
  /// Mustache, in which every value is escaped: `{{name}}`, never `{{{name}}}`.
  static var template: String { get }

  /// The title of the page.
  var title: String { get }
}

/// The templates of all pages.
enum PageTemplates {
  /// The types of all views.
  static var views: [any PageView.Type] {
    [
      MessageView.self, HomeView.self, ListView.self, ObjectView.self, EventsView.self,
      DeliveriesView.self,
      ClocksView.self, CheckoutView.self, ExpiredCheckoutView.self, ChallengeView.self,
      ConfirmationView.self,
      InvoiceView.self, InvoicePrintView.self, ReceiptView.self, PortalView.self,
      PortalFormView.self,
      PortalPlanView.self, PortalTaxView.self,
    ]
  }

  /// What views share, by the names that they call it.
  static let parts = [
    "head": PageHead.template, "viewer": ViewerLayout.template, "customer": CustomerLayout.template,
    "card": CardFields.template, "address": AddressFields.template,
    "lines": AmountLines.template, "clockform": ClockForm.template,
  ]

  private static let library = Result { try make() }

  private static func make() throws -> MustacheLibrary {
    var library = MustacheLibrary()
    for (name, text) in parts { try library.register(text, named: name) }
    for view in views { try library.register(view.template, named: "\(view)") }
    return library
  }

  /// The page of a view.
  static func render<View: PageView>(_ view: View) -> String {
    switch library {
    case .success(let library): library.render(view, withTemplate: "\(View.self)") ?? ""
    case .failure(let error): "The templates of the pages cannot be read: \(error)"
    }
  }
}
