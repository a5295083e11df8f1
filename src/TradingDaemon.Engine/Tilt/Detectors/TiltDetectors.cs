using System.Collections.Immutable;

namespace TradingDaemon.Engine.Tilt.Detectors;

/// <summary>Every detector.</summary>
public static class TiltDetectors
{
    /// <summary>In the order their findings are told in.</summary>
    public static ImmutableArray<TiltDetector> All { get; } =
    [
        new SizeAfterLosses(), new QuickReentry(), new RapidAfterLoss(), new Martingale(), new OrderBurst(), new OrderAcceleration(), new CancelShare(), new EarlyCancels(),
        new SizeVariation(), new QuickReaction(), new UnusualSize(), new UnusualPace(), new UnusualHour(), new LowPace(), new Inactivity(),
    ];
}
