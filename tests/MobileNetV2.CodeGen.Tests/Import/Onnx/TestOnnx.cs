using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Import.Onnx;

/// <summary>An ONNX file to be written: nodes in order, constants, one input and one output.</summary>
internal sealed class TestOnnx(int opset = 17)
{
    private readonly ProtoWriter _graph = new ProtoWriter().Text(2, "net");
    private readonly TestRandom _random = new(1);
    private readonly HashSet<string> _kinds = [];
    private int _names;

    /// <summary>The operators of its nodes.</summary>
    public IReadOnlySet<string> Kinds => _kinds;

    public string Input(params object[] shape) => Input(1, shape);

    /// <param name="type">The number of the element type.</param>
    /// <param name="shape">Numbers, and names for dimensions that are open.</param>
    public string Input(int type, object[] shape)
    {
        _graph.Message(11, Port("x", type, shape));
        return "x";
    }

    /// <summary>Without a shape it is open.</summary>
    public void Output(string name, params object[] shape) => _graph.Message(12, Port(name, 1, shape));

    /// <summary>The same of another element type.</summary>
    public void OutputOf(string name, int type) => _graph.Message(12, Port(name, type, []));

    /// <summary>Adds a node and gives the name of its output.</summary>
    public string Node(string kind, string[] inputs, params (string Name, object Value)[] attributes) => Node(kind, "", inputs, attributes);

    public string Node(string kind, string domain, string[] inputs, (string Name, object Value)[] attributes) =>
        Node(kind, domain, inputs, 1, attributes)[0];

    /// <summary>The same of several outputs.</summary>
    public string[] Node(string kind, string domain, string[] inputs, int outputCount, (string Name, object Value)[] attributes)
    {
        string[] outputs = [.. Enumerable.Range(0, outputCount).Select(_ => $"t{_names++}")];
        _kinds.Add(kind);
        var node = new ProtoWriter();
        foreach (var input in inputs)
            node.Text(1, input);
        foreach (var output in outputs)
            node.Text(2, output);
        node.Text(3, $"{kind}_{_names}").Text(4, kind).Text(7, domain);
        foreach (var (name, value) in attributes)
            node.Message(5, Attribute(name, value));
        _graph.Message(1, node);
        return outputs;
    }

    /// <summary>The value of an attribute: a constant of whole numbers.</summary>
    public static ProtoWriter Whole(params long[] values) =>
        new ProtoWriter().Number(1, values.Length).Number(2, 7).Bytes(9, MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>A float constant with elements between -1 and 1.</summary>
    public string Random(params int[] shape) =>
        Floats(shape, [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (float)_random.Double(-1, 1))]);

    public string Floats(int[] shape, params float[] values) => Constant(shape, 1, MemoryMarshal.AsBytes(values.AsSpan()));

    public string Halves(int[] shape, params float[] values) =>
        Constant(shape, 10, MemoryMarshal.AsBytes(values.Select(v => (Half)v).ToArray().AsSpan()));

    public string Integers(params long[] values) => Constant([values.Length], 7, MemoryMarshal.AsBytes(values.AsSpan()));

    public string Bytes(int[] shape, params sbyte[] values) => Constant(shape, 3, MemoryMarshal.AsBytes(values.AsSpan()));

    public string UnsignedBytes(int[] shape, params byte[] values) => Constant(shape, 2, values);

    public string Int32s(int[] shape, params int[] values) => Constant(shape, 6, MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>Of 4 bits, two to a byte; from 0 to 15, which with a sign stand for -8 to 7 behind 7.</summary>
    public string Nibbles(int[] shape, bool isUnsigned, params int[] values)
    {
        var packed = new byte[(values.Length + 1) / 2];
        for (var i = 0; i < values.Length; i++)
            packed[i / 2] |= (byte)((values[i] & 15) << (i % 2 * 4));
        return Constant(shape, isUnsigned ? 21 : 22, packed);
    }

    public string Shorts(int[] shape, params short[] values) => Constant(shape, 5, MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>A constant whose bytes lie in another file.</summary>
    public string External(int[] shape, string location, long offset, long length)
    {
        var (name, tensor) = Tensor(shape, 1);
        foreach (var (key, value) in new[] { ("location", location), ("offset", $"{offset}"), ("length", $"{length}") })
            tensor.Message(13, new ProtoWriter().Text(1, key).Text(2, value));
        _graph.Message(5, tensor.Number(14, 1));
        return name;
    }

    public byte[] Build() => new ProtoWriter()
        .Number(1, 8)
        .Text(2, "test")
        .Message(7, _graph)
        .Message(8, new ProtoWriter().Text(1, "").Number(2, opset))
        .Message(8, new ProtoWriter().Text(1, "com.microsoft").Number(2, 1))
        .ToArray();

    private string Constant(int[] shape, int type, ReadOnlySpan<byte> raw)
    {
        var (name, tensor) = Tensor(shape, type);
        _graph.Message(5, tensor.Bytes(9, raw));
        return name;
    }

    private (string Name, ProtoWriter Tensor) Tensor(int[] shape, int type)
    {
        var name = $"c{_names++}";
        var tensor = new ProtoWriter();
        foreach (var size in shape)
            tensor.Number(1, size);
        return (name, tensor.Number(2, type).Text(8, name));
    }

    private static ProtoWriter Port(string name, int type, object[] shape)
    {
        var dimensions = new ProtoWriter();
        foreach (var size in shape)
            dimensions.Message(1, size is int number ? new ProtoWriter().Number(1, number) : new ProtoWriter().Text(2, (string)size));
        var tensor = new ProtoWriter().Number(1, type);
        if (shape.Length > 0)
            tensor.Message(2, dimensions);
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor));
    }

    private static ProtoWriter Attribute(string name, object value)
    {
        var attribute = new ProtoWriter().Text(1, name);
        switch (value)
        {
            case int number:
                return attribute.Number(3, number).Number(20, 2);
            case float real:
                return attribute.Single(2, real).Number(20, 1);
            case string text:
                return attribute.Text(4, text).Number(20, 3);
            case ProtoWriter tensor:
                return attribute.Message(5, tensor).Number(20, 4);
            case int[] numbers:
                foreach (var number in numbers)
                    attribute.Number(8, number);
                return attribute.Number(20, 7);
            default:
                throw new ArgumentException($"no attribute of {value.GetType()}", nameof(value));
        }
    }
}
