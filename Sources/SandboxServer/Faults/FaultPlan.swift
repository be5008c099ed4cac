/// The latency, rate limits and fault shares of a sandbox.
package struct FaultPlan: Sendable, Hashable {
  /// A fault and its share of all requests.
  package struct Share: Sendable, Hashable {
    /// The fault.
    package var fault: Fault
    /// From 0 to 1.
    package var share: Double

    /// Creates a share of a fault, from 0 to 1.
    package init(_ fault: Fault, _ share: Double) {
      self.fault = fault
      self.share = share
    }
  }

  /// Seconds from a request's arrival to its answer; refusals take them too, for most of the time
  /// is spent on the way.
  package var latency = 0.0
  /// Requests a second to one endpoint, which is a method and a path whose ids do not count; nil
  /// for no limit. Searches share one limit of at most `searchRate`.
  package var endpointRate: Double?
  /// Requests a second to all endpoints together; nil for no limit.
  package var accountRate: Double?
  /// The faults of requests; the shares add up to 1 at most.
  package var failures: [Share] = []
  /// The faults of deliveries of events; the shares add up to 1 at most.
  package var deliveries: [DeliveryShare] = []
  /// The number that the faults follow from.
  package var seed: UInt64 = 1

  /// Searches a second where endpoints are limited at all. Source: Stripe's documentation of
  /// search, "20 read operations per second" for all objects together.
  static let searchRate = 20.0

  /// Creates a plan without faults.
  package init() {}

  /// As fast and as patient as the machine is, and never wrong.
  package static let none = FaultPlan()
}

/// The error for a text that is not a valid part of a fault plan.
package struct FaultPlanError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A clause that says what is accepted: "takes a time such as 120ms or 0.5s, not `soon`".
  package let description: String
}
