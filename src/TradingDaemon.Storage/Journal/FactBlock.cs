using System.Buffers;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Storage.Journal;

/// <summary>Some rows in a row, checked but not read yet.</summary>
/// <param name="path">Of the database, for the words.</param>
internal sealed class FactBlock(string path)
{
    private const int RowsMax = 512;

    private readonly List<(long Sequence, long AtUtcTicks, int End)> _rows = new(RowsMax);
    private readonly ArrayBufferWriter<byte> _payloads = new(RowsMax * 512); // a usual fact is shorter
    private InvalidDataException? _fault;

    /// <summary>What a block held: facts, and what is wrong with the row after them.</summary>
    internal readonly record struct Content(IReadOnlyList<RecordedFact> Facts, InvalidDataException? Fault);

    /// <summary>Takes rows until it is full; false when there are no more to take, or the next one is damaged.</summary>
    public bool Fill(FactReader reader)
    {
        try
        {
            while (_rows.Count < RowsMax)
            {
                if (!reader.Step()) return false;
                _payloads.Write(reader.Payload);
                _rows.Add((reader.Sequence, reader.AtUtcTicks, _payloads.WrittenCount));
            }

            return true;
        }
        catch (InvalidDataException damaged)
        {
            _fault = damaged;
            return false;
        }
    }

    /// <summary>Reads the content of its rows, up to the first that cannot be read.</summary>
    public Content Read()
    {
        var facts = new List<RecordedFact>(_rows.Count);
        var begin = 0;
        try
        {
            foreach (var (sequence, ticks, end) in _rows)
            {
                facts.Add(FactReader.Parse(path, sequence, ticks, _payloads.WrittenSpan[begin..end]));
                begin = end;
            }
        }
        catch (InvalidDataException unreadable)
        {
            return new Content(facts, unreadable);
        }

        return new Content(facts, _fault);
    }
}
