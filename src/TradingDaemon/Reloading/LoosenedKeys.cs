using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Reloading;

/// <summary>
/// What was loosened and still is: each key with the value it had before that, for as long as what it says lets more through than that value did. It is of this process: a start begins with nothing.
/// </summary>
internal sealed class LoosenedKeys
{
    private readonly SortedDictionary<string, ConfigurationChange> _standing = new(StringComparer.Ordinal); // at most every key there is

    /// <summary>Takes a change.</summary>
    /// <returns>What lets more through after it than before it was loosened, from the value it had then.</returns>
    public IReadOnlyCollection<ConfigurationChange> Take(Fact.ConfigurationChanged changed)
    {
        foreach (var change in changed.Changes)
        {
            if (_standing.TryGetValue(change.Key, out var first)) Follow(first, change);
            else if (change.Effect == ChangeEffect.Looser) _standing[change.Key] = change;
        }

        return [.. _standing.Values];
    }

    // A key that went along with the whole of its strategy or tier says nothing of its own; the whole is told by another.
    private void Follow(ConfigurationChange first, ConfigurationChange change)
    {
        var isGone = change is { After: null, Effect: ChangeEffect.Neutral };
        if (!isGone && change.After != first.Before && ChangeEffects.Of(change.Key, first.Before, change.After) == ChangeEffect.Looser) _standing[change.Key] = first with { After = change.After };
        else _standing.Remove(change.Key);
    }
}
