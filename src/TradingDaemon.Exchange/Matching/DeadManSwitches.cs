namespace TradingDaemon.Exchange.Matching;

/// <summary>One switch an account: unless renewed in time, all its orders are cancelled. Kept in memory only: a restart of the exchange disarms them.</summary>
internal sealed class DeadManSwitches
{
    private readonly Dictionary<string, long> _dueTicks = new(StringComparer.Ordinal);

    /// <summary>When the next one fires, in UTC ticks; <see cref="long.MaxValue"/> when none is armed.</summary>
    public long NextDueTicks { get; private set; } = long.MaxValue;

    /// <summary>When the account's fires; null when it is not armed.</summary>
    public DateTimeOffset? DueAt(string account) => _dueTicks.TryGetValue(account, out var due) ? new DateTimeOffset(due, TimeSpan.Zero) : null;

    /// <summary>Arms or renews it; zero or less disarms it.</summary>
    public void Renew(string account, TimeSpan within, DateTimeOffset at)
    {
        if (within > TimeSpan.Zero) _dueTicks[account] = within < DateTimeOffset.MaxValue - at ? (at + within).UtcTicks : DateTimeOffset.MaxValue.UtcTicks;
        else _dueTicks.Remove(account);
        UpdateNext();
    }

    /// <summary>Takes out a switch due by <paramref name="at"/> and names its account, or null. The earliest first; of several at one moment, by name.</summary>
    public string? TakeDue(DateTimeOffset at)
    {
        if (NextDueTicks > at.UtcTicks) return null;
        var account = _dueTicks.Where(pair => pair.Value == NextDueTicks).Select(static pair => pair.Key).Min(StringComparer.Ordinal)!;
        _dueTicks.Remove(account);
        UpdateNext();
        return account;
    }

    private void UpdateNext() => NextDueTicks = _dueTicks.Count == 0 ? long.MaxValue : _dueTicks.Values.Min();
}
