import JSON
import StripeSandbox
import StripeWire

/// The pages of a served sandbox: the viewer of its objects, and what its customers see.
///
/// They are plain HTML without scripts. What they do goes through the sandbox's own operations.
package struct BrowserPages: Sendable {
  private let sandbox: Sandbox

  /// Creates the pages of a sandbox.
  package init(_ sandbox: Sandbox) {
    self.sandbox = sandbox
  }

  /// The answer to a request for a page; nil where the path is one of the API.
  package func answer(_ request: SandboxRequest) async -> APIResponse? {
    guard let route = PageRoute.find(request.method, request.path) else { return nil }
    return await answer(request, route).response
  }

  private func answer(_ request: SandboxRequest, _ route: PageRoute.Match) async -> Page {
    guard request.method == "GET" || SameOrigin.holds(request.headers) else {
      return .message(
        403, "Not from this page", "The sandbox takes forms from its own pages only.")
    }
    do {
      let visit = try PageVisit(sandbox, request, ids: route.ids)
      return try await route.handler(visit)
    } catch let error as SandboxError {
      return .message(error.status, "This did not work", error.message)
    } catch {
      return .message(500, "This did not work", SandboxError.store(error).message)
    }
  }
}

/// Whether a form was sent by a page of this server.
enum SameOrigin {
  /// Browsers send the origin of a form with it, and pages of others cannot change it.
  static func holds(_ headers: [String: String]) -> Bool {
    guard let host = headers["host"], let origin = headers["origin"] else { return false }
    return origin == "http://\(host)"
  }
}
