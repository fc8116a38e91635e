import Catalog
import Compute
import Fabrics
import Quantities
import Systems
import Testing
import Workloads

/// A step of decoding summed by hand over a model's layers: kernels, sums over ranks, hops.
///
/// No engine, sampling or scheduling: what the machine and its links alone would take.
struct DecodeSum {
  /// The system.
  let system: System
  /// The model.
  let model: Architecture
  /// Ranks that share each layer.
  var tensor = 1
  /// Groups of layers in a row.
  var stages = 1
  /// Tokens of a step, one for each user.
  var batch = 1
  /// Keys in the cache.
  var context = 1000
  /// Format of products.
  var format = NumberFormat.bf16
  /// Format of stored weights.
  var weights = NumberFormat.bf16

  /// Reads a system and a model of the catalogue.
  init(accelerator: String, model: String, count: Int = 1) throws {
    let catalog = Catalog()
    var diagnostics = Diagnostics()
    let assembled = catalog.assemble(
      SystemParts(accelerator: accelerator, count: count),
      into: &diagnostics
    )
    let found = catalog.entry(.models, named: model, into: &diagnostics)?.record
    let record = try #require(found)
    let architecture = ModelFormat.architecture(record, into: &diagnostics)
    system = try #require(assembled, "\(diagnostics)").system
    self.model = try #require(architecture, "\(diagnostics)")
  }

  /// Time of a dense product of all rows.
  func product(_ n: Int, _ k: Int, rows: Int? = nil) -> Double {
    system.machine.matrixMultiply(
      MatrixMultiply(
        m: rows ?? batch,
        n: max(1, n),
        k: max(1, k),
        format: format,
        weights: weights
      )
    ).seconds
  }

  /// Time of fused element-wise kernels over the width of the model.
  func vectors(_ kernels: Double) -> Double {
    let bytes = kernels * 3 * Double(batch * model.hidden) * 2
    return system.machine.vector(VectorOperation(bytes: bytes, kernels: kernels)).seconds
  }

  /// Time of a layer's attention with its projections, these rows being all sequences' [s].
  ///
  /// Latent attention as decoded: queries and outputs pass through the latent of the cache.
  func attention(queries: Int) -> Double {
    let heads = max(1, model.heads / tensor)
    var kvHeads = max(1, model.kvHeads / tensor)
    var size = model.headDimension
    var value = size
    var total = 0.0
    switch model.attention {
    case .grouped:
      total += product((heads + 2 * kvHeads) * size, model.hidden)
      total += product(model.hidden, heads * size)
    case .latent(let latent):
      total += product(latent.queryRank + latent.kvRank + latent.ropeDimension, model.hidden)
      total += product(heads * size, latent.queryRank)
      total += product(heads * latent.kvRank, latent.plainDimension)
      total += product(heads * latent.valueDimension, latent.kvRank)
      total += product(model.hidden, heads * latent.valueDimension)
      kvHeads = 1
      size = latent.kvRank + latent.ropeDimension
      value = latent.kvRank
    }
    return total
      + system.machine.attention(
        Attention(
          pass: queries > 1 ? .forward : .decode,
          batch: batch / queries,
          queries: queries,
          context: max(context, queries),
          heads: heads,
          kvHeads: kvHeads,
          headDimension: size,
          valueDimension: value,
          format: format
        )
      ).seconds
  }

  /// Time of one layer over new rows of each sequence [s].
  func layer(queries: Int = 1) -> Double {
    var rows = self
    rows.batch = batch * queries
    var total = rows.attention(queries: queries)
    // Two norms, two residuals, positions, activation.
    total += rows.vectors(6)
    if let experts = model.experts {
      total += rows.product(experts.count, model.hidden) + rows.vectors(2)
      if experts.sharedIntermediate > 0 {
        let inner = max(1, experts.sharedIntermediate / tensor)
        total += rows.product(2 * inner, model.hidden) + rows.product(model.hidden, inner)
      }
      let chosen = Double(rows.batch * experts.perToken)
      total +=
        system.machine.experts(
          ExpertLayer(
            rows: chosen,
            sources: Double(rows.batch),
            local: Double(experts.count),
            touched: min(Double(experts.count), chosen),
            hidden: model.hidden,
            inner: max(1, experts.intermediate / tensor),
            format: format,
            weights: weights
          )
        ).seconds
    } else {
      let inner = max(1, model.intermediate / tensor)
      total += rows.product(2 * inner, model.hidden) + rows.product(model.hidden, inner)
    }
    if tensor > 1 {
      let bytes = Double(rows.batch * model.hidden) * 2
      total += 2 * system.fabric.time(.allReduce, bytes: bytes, group: .within(tensor)).seconds
    }
    return total
  }

  /// Time of one token of each user, from the first layer to the head [s].
  var step: Double {
    var total = Double(model.layers) * layer() + product(model.vocabulary / tensor, model.hidden)
    if stages > 1 {
      let bytes = Double(batch * model.hidden) * 2
      let across = system.fabric.scaleUp.size < stages * tensor
      let group = across ? Group(ranks: 2, perNode: 1) : .within(2)
      let hop = system.fabric.time(.pointToPoint, bytes: bytes, group: group).seconds
      total += Double(stages - 1) * hop
    }
    return total
  }
}
