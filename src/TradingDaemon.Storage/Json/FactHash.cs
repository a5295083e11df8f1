using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Storage.Json;

/// <summary>
/// SHA-256 over facts in their order: two runs that decided the same have the same one. Covers each fact's sequence, time
/// and whole content. Only the boot count and the program's version in <see cref="Fact.EpochStarted"/> are left out: they
/// tell of the process, not of a decision.
/// </summary>
public sealed class FactHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _json = new(1024);
    private readonly Utf8JsonWriter _writer;

    /// <summary>Starts with no facts.</summary>
    public FactHash() => _writer = FactJson.WriterOn(_json);

    /// <summary>Adds the next fact.</summary>
    public void Add(RecordedFact recorded)
    {
        var fact = recorded.Fact is Fact.EpochStarted started ? started with { Boot = 0, Version = "" } : recorded.Fact;
        _json.ResetWrittenCount();
        FactJson.Write(_writer, fact);
        Span<byte> head = stackalloc byte[20];
        BinaryPrimitives.WriteInt64LittleEndian(head, recorded.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], recorded.At.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], _json.WrittenCount); // so that no two lists of facts give the same bytes
        _hash.AppendData(head);
        _hash.AppendData(_json.WrittenSpan);
    }

    /// <summary>The hash of all facts so far, 64 lower-case hex digits; adding may go on.</summary>
    public string Current() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _hash.Dispose();
    }
}
