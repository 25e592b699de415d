using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>
/// What a board printed while it ran a network, among whatever else it printed: <c>mnv2: tensor STEP TENSOR BYTES CRC</c>, with the
/// CRC-32 of the bytes in hexadecimal, and after it if you like <c>mnv2: data HEX</c>, as many lines as the tensor takes.
/// </summary>
internal static class BoardLog
{
    private const string Mark = "mnv2: ";

    public static ImmutableArray<BoardTensor> Read(byte[] log)
    {
        var found = ImmutableArray.CreateBuilder<BoardTensor>();
        using var data = new MemoryStream();
        BoardTensor? current = null;
        using var lines = new StreamReader(new MemoryStream(log), Encoding.Latin1);
        while (lines.ReadLine() is { } line)
        {
            var at = line.IndexOf(Mark, StringComparison.Ordinal);
            if (at < 0)
                continue;
            var words = line[(at + Mark.Length)..].Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (words is ["tensor", var step, var tensor, var bytes, var crc] && Tensor(step, tensor, bytes, crc) is { } next)
            {
                Finish();
                current = next;
            }
            else if (words is ["data", var hex] && current is not null && hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit))
            {
                data.Write(Convert.FromHexString(hex));
            }
        }

        Finish();
        return found.ToImmutable();

        void Finish()
        {
            if (current is not null)
                found.Add(current with { Data = data.Length == current.Bytes ? data.ToArray() : null });
            data.SetLength(0);
        }
    }

    private static BoardTensor? Tensor(string step, string tensor, string bytes, string crc) =>
        Number(step) is { } s && Number(tensor) is { } t && Number(bytes) is { } b
        && uint.TryParse(crc, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sum)
            ? new BoardTensor(s, new TensorId(t), b, sum, null)
            : null;

    private static int? Number(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
