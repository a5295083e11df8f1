using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Engine.Books;

/// <summary>Tells each difference once, and again only when it changes or has been gone: a venue is asked many times a minute.</summary>
/// <param name="log">Where it becomes a fact.</param>
public sealed class BreakLog(FactLog log)
{
    // More differences at once than anybody reads; past it they are told again, which does no harm.
    private const int ToldMax = 1_000;

    private readonly Dictionary<(string Venue, string Subject), Fact.BreakFound> _told = [];
    private readonly HashSet<(string Venue, string Subject)> _seen = []; // since the comparison that runs began

    /// <summary>Makes a difference a fact unless exactly it was told before.</summary>
    public void Tell(string venue, string subject, string ours, string theirs, string resolution, DateTimeOffset now)
    {
        var found = new Fact.BreakFound(venue, subject, ours, theirs, resolution);
        if (_told.Count >= ToldMax) Forget();
        _seen.Add((venue, subject));
        if (_told.TryGetValue((venue, subject), out var before) && before == found) return;
        _told[(venue, subject)] = found;
        log.Emit(found, now);
    }

    /// <summary>Whether anything was told of it and is still so.</summary>
    public bool IsTold(string venue, string subject) => _told.ContainsKey((venue, subject));

    /// <summary>It is there still, perhaps otherwise than it was told.</summary>
    public void Keep(string venue, string subject) => _seen.Add((venue, subject));

    /// <summary>A comparison begins.</summary>
    public void Begin() => _seen.Clear();

    /// <summary>A whole comparison with the venue is over: what it did not find any more is news when it comes back.</summary>
    public void End(string venue)
    {
        if (_told.Count == 0) return;
        foreach (var key in _told.Keys.Where(key => key.Venue == venue && !_seen.Contains(key)).ToList()) _told.Remove(key);
    }

    private void Forget()
    {
        _told.Clear();
        _seen.Clear();
    }
}
