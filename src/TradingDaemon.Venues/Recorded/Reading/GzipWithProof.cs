using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>
/// Inflates a gzip file and proves that it was whole. The framework's inflater ends silently when its input stops in the middle, so a
/// small gzip member of our own is appended to the file's bytes: only a file that was complete lets it come out at the end.
/// </summary>
internal sealed class GzipWithProof : IDisposable
{
    private const int BufferBytes = 64 * 1024; // the inflater asks for little at a time, the disk is asked for more
    private const string CutWords = "it stops in the middle";

    private static readonly byte[] ProofPayload = "\0end of recording\0"u8.ToArray();
    private static readonly byte[] ProofMember = Compress(ProofPayload);

    private readonly WithProofMember _input;
    private readonly GZipStream _inflater;
    private bool _proven;

    /// <summary>Reads on from where the file stands, and closes it in the end.</summary>
    public GzipWithProof(SafeFileHandle file)
    {
        _input = new WithProofMember(file);
        _inflater = new GZipStream(_input, CompressionMode.Decompress);
    }

    /// <summary>Stored bytes the inflater has taken.</summary>
    public long PositionBytes => _input.Position;

    /// <summary>
    /// The next inflated bytes; 0 at the proven end. Throws <see cref="InvalidDataException"/> when the data is damaged or ends early, after
    /// everything that could be read was handed out.
    /// </summary>
    public int Read(Span<byte> destination)
    {
        if (_proven) return 0;
        try
        {
            var count = _inflater.Read(destination);
            if (!_input.ProofServed) return count;
            _proven = IsProof(destination[..count]);
        }
        catch (InvalidDataException cause)
        {
            throw new InvalidDataException(_input.ProofServed ? CutWords : "it is damaged", cause);
        }

        return _proven ? 0 : throw new InvalidDataException(CutWords);
    }

    public void Dispose() => _inflater.Dispose();

    private bool IsProof(ReadOnlySpan<byte> first)
    {
        // The inflater asks for input only once the output of all earlier input was taken: what comes now is the proof, or garbage.
        Span<byte> proof = stackalloc byte[ProofPayload.Length + 1];
        var length = Math.Min(first.Length, proof.Length);
        first[..length].CopyTo(proof);
        while (length < proof.Length && _inflater.Read(proof[length..]) is > 0 and var more) length += more;
        return proof[..length].SequenceEqual(ProofPayload);
    }

    private static byte[] Compress(byte[] payload)
    {
        using var member = new MemoryStream();
        using (var deflater = new GZipStream(member, CompressionLevel.Fastest)) deflater.Write(payload);
        return member.ToArray();
    }

    // The file's bytes, then the proof's.
    private sealed class WithProofMember(SafeFileHandle file) : FileStream(file, FileAccess.Read, BufferBytes)
    {
        private int _proofAt;

        public bool ProofServed => _proofAt > 0;

        // Every other way of reading a file's stream leads through this one where it is overridden.
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = _proofAt == 0 ? base.Read(buffer, offset, count) : 0;
            if (read > 0) return read;
            read = Math.Min(count, ProofMember.Length - _proofAt);
            ProofMember.AsSpan(_proofAt, read).CopyTo(buffer.AsSpan(offset));
            _proofAt += read;
            return read;
        }
    }
}
