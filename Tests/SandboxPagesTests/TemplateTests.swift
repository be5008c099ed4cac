import JSON
import Testing

@testable import SandboxPages
@testable import StripeSandbox

@Suite("templates") struct TemplateTests {
  private var all: [String] {
    PageTemplates.views.map { $0.template } + PageTemplates.parts.values
  }

  @Test("escape every value, and hold no script and no style")
  func escaping() {
    for template in all {
      #expect(!template.contains("{{{") && !template.contains("{{&"))
      #expect(!template.contains("<script") && !template.contains(" style=\""))
    }
    let page = PageTemplates.render(MessageView(title: "<i>", sentence: "a & \"b\""))
    #expect(page.contains("<h1>&lt;i&gt;</h1>"))
    #expect(page.contains("a &amp; &quot;b&quot;"))
  }

  @Test("give every field that is seen a label")
  func labels() {
    for template in all {
      for field in template.split(separator: "<input ").dropFirst() {
        let tag = field.prefix { $0 != ">" }
        if tag.contains("type=\"hidden\"") || tag.contains("type=\"radio\"")
          || tag.contains("type=\"checkbox\"")
        {
          continue
        }
        let id = tag.split(separator: "id=\"", omittingEmptySubsequences: false).dropFirst().first?
          .prefix { $0 != "\"" }
        #expect(id.map { template.contains("for=\"\($0)\"") } == true, "\(tag)")
      }
    }
  }

  @Test("are all read")
  func parsing() {
    #expect(!PageTemplates.render(MessageView(title: "t", sentence: "s")).contains("cannot be"))
  }

  @Test(
    "amounts are read as they are written",
    arguments: [
      ("12.5", "usd", 1250), ("12", "usd", 1200), ("0.99", "usd", 99), ("500", "jpy", 500),
      ("1.234", "usd", nil), ("-1", "usd", nil), ("5.5", "jpy", nil), ("x", "usd", nil),
      ("", "usd", nil),
    ])
  func amounts(text: String, currency: String, amount: Int?) {
    #expect(CheckoutForm.minorUnits(text, Currency(currency)) == amount)
  }
}
