using Google.FlatBuffers;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>Writes .tflite files in memory. The numbers of fields are written out here on their own, independent of the reader's.</summary>
internal sealed class TestModel
{
    private readonly List<TestTensor> _tensors = [];
    private readonly List<(uint Code, int[] Inputs, int[] Outputs, TestOptions? Options)> _operators = [];
    private readonly List<(int Builtin, int Version, string? Custom)> _codes = [];

    public List<int> Inputs { get; } = [];

    public List<int> Outputs { get; } = [];

    public uint Version { get; set; } = 3;

    public int SubGraphs { get; set; } = 1;

    /// <summary>Writers before 2020 know only the 8-bit operator code.</summary>
    public bool OldOperatorCodes { get; set; }

    public int Tensor(TestTensor tensor)
    {
        _tensors.Add(tensor);
        return _tensors.Count - 1;
    }

    public int Input(TestTensor tensor)
    {
        Inputs.Add(Tensor(tensor));
        return Inputs[^1];
    }

    public int Output(TestTensor tensor)
    {
        Outputs.Add(Tensor(tensor));
        return Outputs[^1];
    }

    public void Operator(BuiltinOperator code, int[] inputs, int[] outputs, TestOptions? options = null, int version = 1,
        string? custom = null)
    {
        _codes.Add(((int)code, version, custom));
        _operators.Add(((uint)_codes.Count - 1, inputs, outputs, options));
    }

    /// <summary>Makes an operator refer to another code than its own.</summary>
    public void SetCode(int index, uint code) => _operators[index] = _operators[index] with { Code = code };

    public Outcome<Graph> Import() => ModelImporter.Import(Build(), "net.tflite", _ => null);

    public byte[] Build()
    {
        // Offsets of data behind the FlatBuffer depend on its size, which does not depend on them.
        var size = Write(0).Length;
        return [.. Write(size), .. _tensors.Where(t => t.DataBehind).SelectMany(t => t.Data!)];
    }

    private byte[] Write(int end)
    {
        var b = new FlatBufferBuilder(1024);
        var buffers = new List<int> { Buffer(b, null, 0, 0) };
        var tensors = new List<int>();
        foreach (var tensor in _tensors)
        {
            var buffer = 0u;
            if (tensor.Data is { } data)
            {
                buffer = (uint)buffers.Count;
                buffers.Add(tensor.DataBehind ? Buffer(b, null, (ulong)end, (ulong)data.Length) : Buffer(b, data, 0, 0));
                end += tensor.DataBehind ? data.Length : 0;
            }

            tensors.Add(Tensor(b, tensor, tensor.Buffer ?? buffer));
        }

        var operators = _operators.Select(o => Operator(b, o.Code, o.Inputs, o.Outputs, o.Options)).ToList();
        var codes = _codes.Select(c => Code(b, c.Builtin, c.Version, c.Custom)).ToList();
        var subGraphs = Enumerable.Range(0, SubGraphs).Select(_ => SubGraph(b, tensors, operators)).ToList();
        var (codesAt, graphsAt, buffersAt) =
            (TestVectors.Offsets(b, codes), TestVectors.Offsets(b, subGraphs), TestVectors.Offsets(b, buffers));
        b.StartTable(5);
        b.AddUint(0, Version, 0);
        b.AddOffset(1, codesAt, 0);
        b.AddOffset(2, graphsAt, 0);
        b.AddOffset(4, buffersAt, 0);
        b.Finish(b.EndTable(), "TFL3");
        return b.SizedByteArray();
    }

    private static int Buffer(FlatBufferBuilder b, byte[]? data, ulong offset, ulong size)
    {
        var vector = data is null ? 0 : TestVectors.Bytes(b, data);
        b.StartTable(3);
        b.AddOffset(0, vector, 0);
        b.ForceDefaults = size > 0;
        b.AddUlong(1, offset, 0);
        b.AddUlong(2, size, 0);
        b.ForceDefaults = false;
        return b.EndTable();
    }

    private static int Tensor(FlatBufferBuilder b, TestTensor tensor, uint buffer)
    {
        var name = b.CreateString(tensor.Name).Value;
        var shape = TestVectors.Int32s(b, tensor.Shape);
        var signature = tensor.ShapeSignature is { } s ? TestVectors.Int32s(b, s) : 0;
        var sparsity = tensor.Sparsity?.Write(b) ?? 0;
        var quantization = Quantization(b, tensor);
        b.StartTable(11);
        b.AddOffset(0, shape, 0);
        b.AddSbyte(1, (sbyte)tensor.Type, 0);
        b.AddUint(2, buffer, 0);
        b.AddOffset(3, name, 0);
        b.AddOffset(4, quantization, 0);
        b.AddBool(5, tensor.IsVariable, false);
        b.AddOffset(6, sparsity, 0);
        b.AddOffset(7, signature, 0);
        b.AddUint(10, tensor.ExternalBuffer, 0);
        return b.EndTable();
    }

    private static int Quantization(FlatBufferBuilder b, TestTensor tensor)
    {
        if (tensor.Scales is null && tensor.ZeroPoints is null && tensor.QuantizationDetails == 0)
            return 0;
        var scales = TestVectors.Singles(b, tensor.Scales ?? []);
        var zeroPoints = TestVectors.Int64s(b, tensor.ZeroPoints ?? []);
        b.StartTable(7);
        b.AddOffset(2, scales, 0);
        b.AddOffset(3, zeroPoints, 0);
        b.AddByte(4, tensor.QuantizationDetails, 0);
        b.AddInt(6, tensor.QuantizedDimension, 0);
        return b.EndTable();
    }

    private static int Operator(FlatBufferBuilder b, uint code, int[] inputs, int[] outputs, TestOptions? options)
    {
        var (inputsAt, outputsAt) = (TestVectors.Int32s(b, inputs), TestVectors.Int32s(b, outputs));
        var optionsAt = options?.Write(b) ?? 0;
        b.StartTable(5);
        b.AddUint(0, code, 0);
        b.AddOffset(1, inputsAt, 0);
        b.AddOffset(2, outputsAt, 0);
        b.AddByte(3, (byte)(options?.Kind ?? OptionsKind.None), 0);
        b.AddOffset(4, optionsAt, 0);
        return b.EndTable();
    }

    private int Code(FlatBufferBuilder b, int builtin, int version, string? custom)
    {
        const int placeholder = 127;
        var customAt = custom is null ? 0 : b.CreateString(custom).Value;
        b.StartTable(4);
        b.AddSbyte(0, (sbyte)Math.Min(builtin, placeholder), 0);
        b.AddOffset(1, customAt, 0);
        b.AddInt(2, version, 1);
        b.AddInt(3, OldOperatorCodes ? 0 : builtin, 0);
        return b.EndTable();
    }

    private int SubGraph(FlatBufferBuilder b, List<int> tensors, List<int> operators)
    {
        var (tensorsAt, operatorsAt) = (TestVectors.Offsets(b, tensors), TestVectors.Offsets(b, operators));
        var (inputsAt, outputsAt) = (TestVectors.Int32s(b, Inputs), TestVectors.Int32s(b, Outputs));
        b.StartTable(4);
        b.AddOffset(0, tensorsAt, 0);
        b.AddOffset(1, inputsAt, 0);
        b.AddOffset(2, outputsAt, 0);
        b.AddOffset(3, operatorsAt, 0);
        return b.EndTable();
    }
}
