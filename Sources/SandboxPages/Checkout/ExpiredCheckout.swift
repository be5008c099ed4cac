import JSON
import StripeSandbox

/// What is said of a session that has expired.
struct ExpiredCheckoutView: PageView {
  let title = "This page has expired"
  let problem: String? = nil
  /// Where what was to be bought is taken up again; nil where it is not.
  let recovery: String?
  let cancel: String?

  init(_ session: JSONObject) {
    recovery = session.object("after_expiration")?.object("recovery")?.text("url")
    cancel = session.text("cancel_url")
  }

  static let template = """
    {{<customer}}{{$body}}
    <p>This checkout session has expired; go back and begin again.</p>
    {{#recovery}}<a class="button" href="{{recovery}}">Take it up again</a>{{/recovery}}
    {{#cancel}}<a class="button second" href="{{cancel}}">Go back</a>{{/cancel}}
    {{/body}}{{/customer}}
    """
}
