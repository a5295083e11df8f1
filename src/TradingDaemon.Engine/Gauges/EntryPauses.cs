using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Engine.Gauges;

/// <summary>Until when a rule that was broken keeps entries out, whatever its numbers say meanwhile; one pause a rule.</summary>
public sealed class EntryPauses
{
    private readonly List<EntryPause> _pauses;

    /// <summary>As a checkpoint remembers it.</summary>
    public EntryPauses(AccountState state) => _pauses = [.. state.EntryPauses];

    /// <summary>The pause of a rule that is not over, or null.</summary>
    public EntryPause? Of(RiskRule rule, DateTimeOffset now)
    {
        foreach (var pause in _pauses)
            if (pause.Rule == rule && now < pause.Until) return pause;
        return null;
    }

    /// <summary>A pause begins.</summary>
    public void Begin(Fact.EntriesPaused paused)
    {
        _pauses.RemoveAll(pause => pause.Rule == paused.Rule);
        _pauses.Add(new EntryPause(paused.Rule, paused.Until, paused.Reason));
    }

    /// <summary>A person lets the account go on.</summary>
    public void Forget() => _pauses.Clear();

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { EntryPauses = [.. _pauses] };
}
