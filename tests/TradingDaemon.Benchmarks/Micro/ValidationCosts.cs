using BenchmarkDotNet.Attributes;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Engine.Quotes;
using TradingDaemon.Engine.Validation;

namespace TradingDaemon.Benchmarks.Micro;

/// <summary>What every tick goes through before a strategy sees it.</summary>
public class ValidationCosts
{
    private readonly TickValidator _validator = new(1, new ValidationLimits());
    private readonly QuoteCache _quotes = new(1, new CacheLimits());
    private DateTimeOffset _at = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A good quote is checked.</summary>
    [Benchmark(Description = "check one quote")]
    public TickRejection? Check() => _validator.Check(Quote());

    /// <summary>A good quote is checked and kept.</summary>
    [Benchmark(Description = "check one quote and keep it")]
    public TickRejection? CheckAndKeep()
    {
        var tick = Quote();
        var rejection = _validator.Check(in tick);
        _quotes.Take(in tick);
        return rejection;
    }

    private RawTick Quote()
    {
        _at = _at.AddTicks(10_000);
        return RawTick.OfQuote(new InstrumentId(0), _at, _at, 100.00m, 1.5m, 100.05m, 2.5m);
    }
}
