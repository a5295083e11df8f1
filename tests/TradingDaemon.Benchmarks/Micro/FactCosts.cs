using BenchmarkDotNet.Attributes;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Storage.Json;

namespace TradingDaemon.Benchmarks.Micro;

/// <summary>A fact as text, and back.</summary>
public class FactCosts : IDisposable
{
    private readonly Fact _fact = RefusalFacts.Refusal();
    private readonly FactHash _hash = new();
    private byte[] _json = [];
    private long _sequence;

    /// <summary>Writes the text that is read later.</summary>
    [GlobalSetup]
    public void Write() => _json = System.Text.Encoding.UTF8.GetBytes(FactJson.Serialize(_fact));

    /// <summary>Gives the hash back.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _hash.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>To JSON.</summary>
    [Benchmark(Description = "a fact to JSON")]
    public string ToJson() => FactJson.Serialize(_fact);

    /// <summary>From JSON.</summary>
    [Benchmark(Description = "a fact from JSON")]
    public Fact FromJson() => FactJson.Deserialize(_json);

    /// <summary>Into the hash of decisions.</summary>
    [Benchmark(Description = "a fact into the decision hash")]
    public void Hash() => _hash.Add(new RecordedFact(++_sequence, RefusalFacts.At, _fact));
}
