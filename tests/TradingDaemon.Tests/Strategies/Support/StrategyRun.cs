using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Tests.Strategies.Support;

/// <summary>Drives one strategy over a series, one observation a second, with an account that fills every proposal at once (or never).</summary>
internal sealed class StrategyRun(IStrategy strategy, bool fills = true) : ISignalSink
{
    private int _observation;

    public List<Proposed> Proposals { get; } = [];

    public AccountSnapshot Account { get; set; } = AccountSnapshot.Empty;

    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(1);

    public bool AllowShort { get; init; }

    public DateTimeOffset Now => Samples.Start + (_observation * Step);

    public IEnumerable<SignalKind> Kinds => Proposals.Select(static p => p.Proposal.Kind);

    public StrategyRun Over(params ReadOnlySpan<double> mids)
    {
        foreach (var mid in mids) Evaluate(Samples.Quote(mid, At()));
        return this;
    }

    public StrategyRun OverBars(IEnumerable<Bar> bars)
    {
        foreach (var bar in bars) Evaluate(Samples.Closed(bar) with { Time = At() });
        return this;
    }

    public void Propose(in SignalProposal proposal)
    {
        Proposals.Add(new(_observation, proposal));
        if (!fills) return;
        Account = proposal.Kind switch
        {
            SignalKind.Buy => Samples.Holding(1m),
            SignalKind.Sell when AllowShort => Samples.Holding(-1m),
            _ => AccountSnapshot.Empty,
        };
    }

    private DateTimeOffset At()
    {
        _observation++;
        return Now;
    }

    private void Evaluate(in MarketView market) => strategy.Evaluate(in market, Account, Regime.Normal, this);
}
