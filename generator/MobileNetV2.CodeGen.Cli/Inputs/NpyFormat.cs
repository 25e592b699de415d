using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>NumPy's .npy files: a magic number, a header that is a Python dictionary, raw elements.</summary>
internal static partial class NpyFormat
{
    private const int HeaderAlignment = 64;

    /// <summary>What NumPy itself takes from files that it does not trust is 10,000.</summary>
    private const int LongestHeader = 65535;

    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <returns>The array, or why it cannot be used.</returns>
    public static (NpyArray? Array, string Problem) Read(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        if (bytes.Length < 12 || !bytes.StartsWith(Magic))
            return (null, "the file does not begin with NumPy's magic number");
        var lengthBytes = bytes[6] switch { 1 => 2, 2 or 3 => 4, _ => 0 };
        if (lengthBytes == 0)
            return (null, $"format version {bytes[6]} is not known");
        var headerLength =
            lengthBytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (headerLength > LongestHeader)
            return (null, $"its header has {headerLength} bytes, more than {LongestHeader}");
        var dataStart = 8L + lengthBytes + headerLength;
        if (dataStart > bytes.Length)
            return (null, $"the header ends at byte {dataStart}, the file has {bytes.Length}");

        var header = Encoding.UTF8.GetString(bytes[(8 + lengthBytes)..(int)dataStart]);
        var (type, shape, problem) = ParseHeader(header);
        if (type is null)
            return (null, problem);
        // Of any size: a shape of 32 dimensions can ask for more bytes than an integer of the machine counts.
        var expected = shape.Aggregate(new BigInteger(type.Value.SizeBytes()), (product, d) => product * d);
        var actual = bytes.Length - dataStart;
        return expected == actual
            ? (new NpyArray(type.Value, shape, file[(int)dataStart..]), "")
            : (null, $"its shape needs {expected} bytes of data, the file has {actual}");
    }

    public static void Write(Stream stream, Tensor tensor, ReadOnlySpan<byte> data)
    {
        var dimensions = string.Join(", ", tensor.Shape.Dimensions) + (tensor.Shape.Rank == 1 ? "," : "");
        var dictionary = $"{{'descr': '{DescriptorOf(tensor.Type)}', 'fortran_order': False, 'shape': ({dimensions}), }}";
        var unpadded = Magic.Length + 4 + dictionary.Length + 1;
        var header = dictionary + new string(' ', (HeaderAlignment - unpadded % HeaderAlignment) % HeaderAlignment) + "\n";
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        stream.Write(Magic);
        stream.Write([1, 0]);
        stream.Write(length);
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.Write(data);
    }

    private static (ElementType? Type, ImmutableArray<long> Shape, string Problem) ParseHeader(string header)
    {
        if (DescriptorPattern().Match(header) is not { Success: true } descriptor)
            return (null, [], "the header has no simple 'descr'");
        if (TypeOf(descriptor.Groups[1].Value) is not { } type)
            return (null, [], $"its element type is '{descriptor.Groups[1].Value}'");
        if (OrderPattern().Match(header) is not { Success: true } order)
            return (null, [], "the header has no 'fortran_order'");
        if (order.Groups[1].Value == "True")
            return (null, [], "it is in Fortran order");
        if (ShapePattern().Match(header) is not { Success: true } shape)
            return (null, [], "the header has no 'shape'");
        var dimensions = ImmutableArray.CreateBuilder<long>();
        foreach (var part in shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var dimension))
                return (null, [], $"'{part}' is no dimension");
            dimensions.Add(dimension);
        }

        return dimensions.Count > 32 ? (null, [], $"it has {dimensions.Count} dimensions") : (type, dimensions.ToImmutable(), "");
    }

    private static ElementType? TypeOf(string descriptor) => descriptor switch
    {
        "|i1" => ElementType.Int8,
        "|u1" => ElementType.UInt8,
        "<i2" => ElementType.Int16,
        "<i4" => ElementType.Int32,
        "<i8" => ElementType.Int64,
        "<f4" => ElementType.Float32,
        "|b1" => ElementType.Bool,
        _ => null,
    };

    private static string DescriptorOf(ElementType type) => type switch
    {
        ElementType.Int8 => "|i1",
        ElementType.UInt8 => "|u1",
        ElementType.Int16 => "<i2",
        ElementType.Int32 => "<i4",
        ElementType.Int64 => "<i8",
        ElementType.Float32 => "<f4",
        ElementType.Bool => "|b1",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([^'"]+)['"]""")]
    private static partial Regex DescriptorPattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^)]*)\)""")]
    private static partial Regex ShapePattern();
}
