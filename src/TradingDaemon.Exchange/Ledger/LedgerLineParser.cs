using System.Buffers.Text;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Ledger;

/// <summary>Turns a line back into its event; the format is told at <see cref="LedgerFile"/>.</summary>
internal sealed class LedgerLineParser
{
    private static readonly int CrcSuffixLength = ",\"crc\":\"00000000\"}".Length;

    private DateTimeOffset _at;
    private DateTimeOffset? _expires;
    private string? _event, _asset, _order, _client, _symbol, _side, _kind, _lifetime, _execution, _role, _reason, _account, _selfTrade, _feeFrom, _feeAsset, _counterparty;
    private decimal _amount, _quantity, _price, _notional, _fee;
    private long _line, _sequence, _counterSequence, _reverses, _rebates;
    private int _version;
    private bool _postOnly, _keepsPriority;

    /// <summary>Whether the line parsed last and the next are one act.</summary>
    public bool HasSecond { get; private set; }

    /// <summary>The event of a line without its newline, or null when the line is damaged, not the <paramref name="line"/>-th, or not understood.</summary>
    public LedgerEvent? Parse(ReadOnlySpan<byte> bytes, long line)
    {
        if (!IsWhole(bytes)) return null;
        try
        {
            Read(bytes);
            return _line == line ? ToEvent() : null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            return null; // the caller names the line and decides whether it was torn or corrupted
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= CrcSuffixLength) return false;
        var body = bytes[..^CrcSuffixLength];
        var suffix = bytes[body.Length..];
        return suffix.StartsWith(",\"crc\":\""u8) && suffix.EndsWith("\"}"u8)
            && Utf8Parser.TryParse(suffix.Slice(8, 8), out uint crc, out var used, 'x') && used == 8 && crc == Crc32.Of(body);
    }

    private void Read(ReadOnlySpan<byte> bytes)
    {
        _event = _asset = _order = _client = _symbol = _side = _kind = _lifetime = _execution = _role = _reason = null;
        _account = _selfTrade = _feeFrom = _feeAsset = _counterparty = null;
        _expires = null;
        _counterSequence = _reverses = _rebates = 0;
        HasSecond = _postOnly = _keepsPriority = false;
        var json = new Utf8JsonReader(bytes);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName) ReadField(ref json);
    }

    private void ReadField(ref Utf8JsonReader json)
    {
        if (Is(ref json, "n"u8)) _line = json.GetInt64();
        else if (Is(ref json, "at"u8)) _at = json.GetDateTimeOffset();
        else if (Is(ref json, "event"u8)) _event = json.GetString();
        else if (Is(ref json, "seq"u8)) _sequence = json.GetInt64();
        else if (Is(ref json, "order"u8)) _order = json.GetString();
        else if (Is(ref json, "client"u8)) _client = json.GetString();
        else if (Is(ref json, "symbol"u8)) _symbol = json.GetString();
        else if (Is(ref json, "side"u8)) _side = json.GetString();
        else if (Is(ref json, "price"u8)) _price = json.GetDecimal();
        else if (Is(ref json, "quantity"u8)) _quantity = json.GetDecimal();
        else if (Is(ref json, "notional"u8)) _notional = json.GetDecimal();
        else if (Is(ref json, "fee"u8)) _fee = json.GetDecimal();
        else if (Is(ref json, "asset"u8)) _asset = json.GetString();
        else if (Is(ref json, "role"u8)) _role = json.GetString();
        else if (Is(ref json, "execution"u8)) _execution = json.GetString();
        else if (Is(ref json, "kind"u8)) _kind = json.GetString();
        else if (Is(ref json, "lifetime"u8)) _lifetime = json.GetString();
        else if (Is(ref json, "postOnly"u8)) _postOnly = json.GetBoolean();
        else if (Is(ref json, "expires"u8)) _expires = json.GetDateTimeOffset();
        else if (Is(ref json, "reason"u8)) _reason = json.GetString();
        else if (Is(ref json, "amount"u8)) _amount = json.GetDecimal();
        else if (Is(ref json, "version"u8)) _version = json.GetInt32();
        else ReadLaterField(ref json);
    }

    // Those of version 2.
    private void ReadLaterField(ref Utf8JsonReader json)
    {
        if (Is(ref json, "account"u8)) _account = json.GetString();
        else if (Is(ref json, "more"u8)) HasSecond = json.GetBoolean();
        else if (Is(ref json, "feeFrom"u8)) _feeFrom = json.GetString();
        else if (Is(ref json, "feeAsset"u8)) _feeAsset = json.GetString();
        else if (Is(ref json, "counterparty"u8)) _counterparty = json.GetString();
        else if (Is(ref json, "counterSeq"u8)) _counterSequence = json.GetInt64();
        else if (Is(ref json, "reverses"u8)) _reverses = json.GetInt64();
        else if (Is(ref json, "rebates"u8)) _rebates = json.GetInt64();
        else if (Is(ref json, "selfTrade"u8)) _selfTrade = json.GetString();
        else if (Is(ref json, "keepsPriority"u8)) _keepsPriority = json.GetBoolean();
        else json.Skip(); // the checksum, or a field of a later version
    }

    private static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name) => json.ValueTextEquals(name) && json.Read();

    private string Account => _account ?? LedgerWords.DefaultAccount;

    private LedgerEvent ToEvent() => _event switch
    {
        "opened" => new LedgerEvent.Opened(_version, _at),
        "deposited" => ToMoved(MovementKind.Deposit),
        "withdrawn" => ToMoved(MovementKind.Withdrawal),
        "charged" => ToMoved(MovementKind.Charge),
        "accepted" => ToAccepted(),
        "executed" => ToExecuted(),
        "replaced" => new LedgerEvent.Replaced(Account, Required(_order), Required(_client), _quantity, _price, _keepsPriority, _at),
        "cancelled" => ToEnded(OrderCondition.Cancelled),
        "expired" => ToEnded(OrderCondition.Expired),
        "rejected" => ToEnded(OrderCondition.Rejected),
        "forgotten" => new LedgerEvent.Forgotten(Account, Required(_order), Required(_client), _at),
        "halted" => new LedgerEvent.Halted(Required(_symbol), true, _at),
        "resumed" => new LedgerEvent.Halted(Required(_symbol), false, _at),
        _ => throw LedgerWords.Unknown(_event),
    };

    private LedgerEvent.Moved ToMoved(MovementKind kind) => new(Account, kind, Required(_symbol ?? _asset), _symbol is not null, _amount, _at);

    private LedgerEvent.Ended ToEnded(OrderCondition condition) => new(Account, _order ?? "", Required(_client), condition, _reason ?? "", _at);

    private LedgerEvent.Accepted ToAccepted()
    {
        var request = new OrderRequest(
            Required(_client), Required(_symbol), LedgerWords.ToSide(_side), LedgerWords.ToKind(_kind), _quantity, _price, LedgerWords.ToLifetime(_lifetime), _postOnly);
        if (_selfTrade is not null) request = request with { SelfTrade = LedgerWords.ToSelfTrade(_selfTrade) };
        return new LedgerEvent.Accepted(Account, request, _sequence, Required(_order), _expires, _at);
    }

    private LedgerEvent.Executed ToExecuted() => new(new Execution(
        _sequence, Required(_execution), Required(_client), Required(_order), Required(_symbol), LedgerWords.ToSide(_side), _price, _quantity,
        _notional, _fee, Required(_asset), LedgerWords.ToRole(_role), _at)
    {
        Account = Account,
        FeeAsset = _feeAsset ?? Required(_asset),
        FeeCurrency = _feeFrom is null ? FeeCurrency.Quote : LedgerWords.ToFeeCurrency(_feeFrom),
        Counterparty = _counterparty,
        CounterSequence = _counterSequence,
        Reverses = _reverses,
        Rebates = _rebates,
    });

    private static string Required(string? text) => text ?? throw new FormatException("A field is missing.");
}
