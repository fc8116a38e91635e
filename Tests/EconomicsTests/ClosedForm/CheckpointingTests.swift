import Economics
import Foundation
import Testing

@Suite struct CheckpointingTests {
  @Test func `no failures leave all but the checkpoints`() {
    let share = Checkpointing.goodput(
      interval: 90,
      writeTime: 10,
      downtime: 1000,
      timeBetweenFailures: .infinity
    )
    #expect(share == 0.9)
    let rare = Checkpointing.goodput(
      interval: 90,
      writeTime: 10,
      downtime: 0,
      timeBetweenFailures: 1e12
    )
    #expect(abs(rare - 0.9) < 1e-8)
  }

  @Test func `a job that never reaches a checkpoint makes no progress`() {
    let share = Checkpointing.goodput(
      interval: .infinity,
      writeTime: 10,
      downtime: 10,
      timeBetweenFailures: 100
    )
    #expect(share == 0)
  }

  @Test(arguments: [(10.0, 11_124.0), (60, 3600), (300, 7200), (1, 600)])
  func `Daly's interval is within a thousandth of the best goodput`(
    writeTime: Double,
    failures: Double
  ) {
    let interval = Checkpointing.dalyInterval(
      writeTime: writeTime,
      timeBetweenFailures: failures
    )
    func share(_ interval: Double) -> Double {
      Checkpointing.goodput(
        interval: interval,
        writeTime: writeTime,
        downtime: 300,
        timeBetweenFailures: failures
      )
    }
    var best = 0.0
    for step in 1...4000 {
      best = max(best, share(interval * Double(step) / 1000))
    }
    #expect(share(interval) > best * 0.999)
    #expect(
      interval
        <= Checkpointing.youngInterval(
          writeTime: writeTime,
          timeBetweenFailures: failures
        )
    )
  }

  @Test func `the exact goodput meets the linear form when failures are rare`() {
    let exact = Checkpointing.goodput(
      interval: 1000,
      writeTime: 5,
      downtime: 60,
      timeBetweenFailures: 1e6
    )
    let linear = Checkpointing.effectiveTimeRatio(
      interval: 1000,
      writeTime: 5,
      downtime: 60,
      timeBetweenFailures: 1e6
    )
    #expect(abs(exact - linear) < 1e-5)
  }

  @Test func `a job of n fails n times as often`() {
    let model = FailureModel(timeBetweenFailures: 1e8, detectionTime: 60, restartTime: 240)
    #expect(model.jobTimeBetweenFailures(accelerators: 1000) == 1e5)
    #expect(model.downtime(accelerators: 1000, spares: 0) == 300)
  }

  @Test func `spares shorten the stop from repair to swap`() {
    let model = FailureModel(
      timeBetweenFailures: 1.8e8,
      detectionTime: 0,
      restartTime: 0,
      hardwareShare: 1,
      swapTime: 300,
      repairTime: 86_400
    )
    let none = model.downtime(accelerators: 16_384, spares: 0)
    let some = model.downtime(accelerators: 16_384, spares: 8)
    let many = model.downtime(accelerators: 16_384, spares: 60)
    #expect(none == 86_400)
    #expect(some > 300 && some < none)
    #expect(abs(many - 300) < 1e-3)
  }

  @Test func `the chance to find no spare follows Poisson`() {
    #expect(FailureModel.shortfall(spares: 0, meanInRepair: 2) == 1)
    #expect(FailureModel.shortfall(spares: 3, meanInRepair: 0) == 0)
    let expected = 1 - exp(-2.0) * (1 + 2 + 2)
    #expect(abs(FailureModel.shortfall(spares: 3, meanInRepair: 2) - expected) < 1e-12)
    #expect(FailureModel.shortfall(spares: 500, meanInRepair: 1000) == 1)
  }

  @Test func `a checkpoint takes its size over the bandwidth`() {
    #expect(Checkpointing.writeTime(size: 6e12, bandwidth: 2e12, overhead: 2) == 5)
  }
}
