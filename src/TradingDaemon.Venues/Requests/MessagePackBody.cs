using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TradingDaemon.Venues.Requests;

/// <summary>MessagePack of texts, lists and objects, for streams that take nothing else.</summary>
internal sealed class MessagePackBody
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>Begins an object; as many pairs of a text and a value follow.</summary>
    public MessagePackBody Map(int count) => Begin(count, 0x80, 0xde);

    /// <summary>Begins a list; as many values follow.</summary>
    public MessagePackBody List(int count) => Begin(count, 0x90, 0xdc);

    /// <summary>Writes a text of at most 65,535 bytes.</summary>
    public MessagePackBody Text(string text)
    {
        const int ShortMax = 31;
        var length = Encoding.UTF8.GetByteCount(text);
        if (length <= ShortMax) _bytes.Write([(byte)(0xa0 | length)]);
        else Long(0xda, length);
        Encoding.UTF8.GetBytes(text, _bytes);
        return this;
    }

    private MessagePackBody Begin(int count, byte few, byte many)
    {
        const int FewMax = 15;
        if (count <= FewMax) _bytes.Write([(byte)(few | count)]);
        else Long(many, count);
        return this;
    }

    private void Long(byte kind, int length)
    {
        Span<byte> head = [kind, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[1..], checked((ushort)length));
        _bytes.Write(head);
    }
}
