import JSON

/// A message of JSON-RPC 2.0 as a server receives it.
package enum RPCMessage: Sendable, Hashable {
  /// A call that requires a response.
  case request(RPCRequest)
  /// A call without a response.
  case notification(RPCNotification)
  /// The response to a request of the server; this server sends none.
  case response
  /// A value that is none of these, with the id of its response.
  case invalid(RPCError, id: JSONValue)

  /// Reads a message.
  package init(_ document: JSONValue) {
    guard let object = document.object else {
      self = .invalid(.invalidRequest("a message is a JSON object"), id: .null)
      return
    }
    let id = object["id"].flatMap(Self.validID)
    guard let method = object["method"]?.string else {
      let isResponse = object["result"] != nil || object["error"] != nil
      self =
        isResponse
        ? .response : .invalid(.invalidRequest("`method` is missing"), id: id ?? .null)
      return
    }
    let params = object["params"] ?? .null
    switch (object["id"], id) {
    case (nil, _): self = .notification(RPCNotification(method: method, params: params))
    case (_, let id?): self = .request(RPCRequest(id: id, method: method, params: params))
    case (_, nil):
      self = .invalid(.invalidRequest("`id` must be a number or a string"), id: .null)
    }
  }

  private static func validID(_ value: JSONValue) -> JSONValue? {
    // A plain `nil` would be JSON's null here.
    value.string != nil || value.integer != nil ? .some(value) : .none
  }
}

/// A call that requires a response.
package struct RPCRequest: Sendable, Hashable {
  /// A number or a string that the response repeats.
  package let id: JSONValue
  /// The name of the procedure.
  package let method: String
  /// Its arguments; null if there are none.
  package let params: JSONValue
}

/// A call without a response.
package struct RPCNotification: Sendable, Hashable {
  /// The name of the procedure.
  package let method: String
  /// Its arguments; null if there are none.
  package let params: JSONValue
}

/// An error as a response carries it.
package struct RPCError: Error, Sendable, Hashable {
  /// A number that the protocol defines.
  package let code: Int
  /// One sentence without a full stop.
  package let message: String

  /// Creates an error.
  package init(code: Int, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Bytes that are not JSON, or not framed as they must be.
  package static func parse(_ message: String) -> RPCError { RPCError(code: -32700, message) }
  /// JSON that is not a request.
  package static func invalidRequest(_ message: String) -> RPCError {
    RPCError(code: -32600, message)
  }
  /// A method that the server does not have.
  package static func unknownMethod(_ name: String) -> RPCError {
    RPCError(code: -32601, "unknown method `\(name)`")
  }
  /// Arguments that the method does not accept.
  package static func invalidParams(_ message: String) -> RPCError {
    RPCError(code: -32602, message)
  }
  /// A request that the client has cancelled.
  package static let cancelled = RPCError(code: -32800, "the request was cancelled")
}

extension RPCMessage {
  /// Returns the response to a request.
  package static func response(to id: JSONValue, _ result: Result<JSONValue, RPCError>) -> JSONValue
  {
    switch result {
    case .success(let value): ["jsonrpc": "2.0", "id": id, "result": value]
    case .failure(let error):
      [
        "jsonrpc": "2.0", "id": id,
        "error": ["code": .integer(error.code), "message": .string(error.message)],
      ]
    }
  }

  /// Returns a notification that the server sends.
  package static func notification(_ method: String, _ params: JSONValue) -> JSONValue {
    ["jsonrpc": "2.0", "method": .string(method), "params": params]
  }
}
