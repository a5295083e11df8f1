using System.Collections.Immutable;
using TradingDaemon.Domain.Account;

namespace TradingDaemon.Engine.Books;

/// <summary>Which client order ids the books have given, in a few numbers: the newest intent of each epoch.</summary>
public sealed class GivenIds
{
    /// <summary>Epochs remembered that gave any: a start a day for most of a year. An id of an older one is taken for known.</summary>
    public const int PastMax = 256;

    private readonly List<EpochIntents> _past;

    /// <summary>What a checkpoint remembers.</summary>
    public GivenIds(AccountState state) => (_past, Epoch, NewestIntent) = ([.. state.PastEpochs], state.Epoch, state.IntentSequence);

    /// <summary>The epoch ids are given in; zero before the first start.</summary>
    public int Epoch { get; private set; }

    /// <summary>Intents made so far, over all epochs.</summary>
    public long NewestIntent { get; private set; }

    /// <summary>Earlier epochs that gave ids, oldest first.</summary>
    public ImmutableArray<EpochIntents> Past => [.. _past];

    /// <summary>An intent was made.</summary>
    public void Give() => NewestIntent++;

    /// <summary>From now on ids are given in this epoch.</summary>
    public void Begin(int epoch)
    {
        if (epoch == Epoch) return;
        if (NewestIntent > (_past.Count == 0 ? 0 : _past[^1].NewestIntent)) _past.Add(new EpochIntents(Epoch, NewestIntent));
        if (_past.Count > PastMax) _past.RemoveAt(0);
        Epoch = epoch;
    }

    /// <summary>Whether an epoch is one of the books' own.</summary>
    public bool Has(int epoch) => epoch == Epoch || _past.Exists(past => past.Epoch == epoch);

    /// <summary>Whether the books never gave the id, and it is no older than they can tell.</summary>
    public bool IsUnheardOf(int epoch, long intentSequence) =>
        epoch == Epoch ? intentSequence > NewestIntent
        : _past.Find(past => past.Epoch == epoch) is { } past ? intentSequence > past.NewestIntent
        : epoch > (_past.Count == 0 ? Epoch : _past[0].Epoch);
}
