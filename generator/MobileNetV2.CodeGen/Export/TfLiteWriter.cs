using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Google.FlatBuffers;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Export;

/// <summary>Writes a graph as a TensorFlow Lite file of schema version 3,
/// which TensorFlow Lite Micro runs and the importer reads back.</summary>
public static class TfLiteWriter
{
    private const uint SchemaVersion = 3;
    private const string Description = "written by mnv2c";

    /// <summary>The file; or why an operator cannot be written.</summary>
    public static Outcome<byte[]> Write(Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var unwritable = TfLiteForm.Unwritable(graph).DistinctBy(o => o.Kind).ToImmutableArray();
        return unwritable.IsEmpty
            ? new Outcome<byte[]>(new Writing(TfLiteForm.Of(graph)).Run(), [])
            : new Outcome<byte[]>(null, [.. unwritable.Select(o => ExportDiagnostics.NotWritten(graph.Name, o))]);
    }

    private sealed class Writing(Graph graph)
    {
        private readonly FlatBufferBuilder _builder = new(1 << 16);
        private readonly List<int> _buffers = [];
        private readonly List<int> _tensors = [];
        private readonly List<(BuiltinOperator Code, int Version)> _codes = [];

        public byte[] Run()
        {
            // Buffer 0 stands for no data.
            _buffers.Add(Buffer(null));
            foreach (var tensor in graph.Tensors)
                _tensors.Add(Tensor(tensor.Name, tensor.Shape.Dimensions, NumberOf(tensor.Type), tensor.Data, tensor.Quantization));
            var operators = graph.Operators.Select(Operator).ToList();
            var codes = _codes.Select(Code).ToList();
            var subGraph = SubGraph(operators);
            var (codesAt, graphsAt, buffersAt, text) = (
                FlatVectors.Offsets(_builder, codes),
                FlatVectors.Offsets(_builder, [subGraph]),
                FlatVectors.Offsets(_builder, _buffers),
                _builder.CreateString(Description).Value);
            _builder.StartTable(8);
            _builder.AddUint(0, SchemaVersion, 0);
            _builder.AddOffset(1, codesAt, 0);
            _builder.AddOffset(2, graphsAt, 0);
            _builder.AddOffset(3, text, 0);
            _builder.AddOffset(4, buffersAt, 0);
            _builder.Finish(_builder.EndTable(), "TFL3");
            return _builder.SizedByteArray();
        }

        private int Buffer(ReadOnlyMemory<byte>? data)
        {
            var vector = data is { } bytes ? FlatVectors.Data(_builder, bytes) : 0;
            _builder.StartTable(3);
            _builder.AddOffset(0, vector, 0);
            return _builder.EndTable();
        }

        private int Tensor(
            string name, ImmutableArray<int> dimensions, TensorElementType type, ReadOnlyMemory<byte>? data,
            QuantizationParameters? quantization)
        {
            var buffer = 0;
            if (data is not null)
            {
                buffer = _buffers.Count;
                _buffers.Add(Buffer(data));
            }

            var (text, shape, scales) =
                (_builder.CreateString(name).Value, FlatVectors.Int32s(_builder, dimensions), Quantization(quantization));
            _builder.StartTable(11);
            _builder.AddOffset(0, shape, 0);
            _builder.AddSbyte(1, (sbyte)type, 0);
            _builder.AddUint(2, (uint)buffer, 0);
            _builder.AddOffset(3, text, 0);
            _builder.AddOffset(4, scales, 0);
            return _builder.EndTable();
        }

        private int Quantization(QuantizationParameters? quantization)
        {
            if (quantization is null)
                return 0;
            var scales = FlatVectors.Singles(_builder, quantization.Scales);
            var zeroPoints = FlatVectors.Int64s(_builder, [.. quantization.ZeroPoints.Select(z => (long)z)]);
            _builder.StartTable(7);
            _builder.AddOffset(2, scales, 0);
            _builder.AddOffset(3, zeroPoints, 0);
            _builder.AddInt(6, quantization.Axis, 0);
            return _builder.EndTable();
        }

        private int Operator(Operator op)
        {
            var form = TfLiteOperators.Of(graph, op)!;
            var code = _codes.IndexOf((form.Code, form.Version));
            if (code < 0)
            {
                code = _codes.Count;
                _codes.Add((form.Code, form.Version));
            }

            var tensors = form.Order is { } order ? order.Where(i => i < op.Inputs.Length).Select(i => op.Inputs[i]) : op.Inputs;
            List<int> operands =
            [
                .. form.Leading.Select(o => Integers(op, o)),
                .. tensors.Select(id => id.Value),
                .. form.Operands.Select(o => Integers(op, o)),
            ];

            if (form.PaddingValue is { } value)
            {
                operands.Add(_tensors.Count);
                _tensors.Add(
                    Tensor(graph[op.Output].Name, [], TensorElementType.Int8, new[] { unchecked((byte)value) },
                        graph[op.Output].Quantization));
            }

            var inputs = FlatVectors.Int32s(_builder, operands);
            var outputs = FlatVectors.Int32s(_builder, [.. op.Outputs.Select(id => id.Value)]);
            var options = 0;
            if (form.Options is { } table)
            {
                _builder.StartTable(table.Fields);
                table.Write(_builder);
                options = _builder.EndTable();
            }

            _builder.StartTable(9);
            _builder.AddUint(0, (uint)code, 0);
            _builder.AddOffset(1, inputs, 0);
            _builder.AddOffset(2, outputs, 0);
            _builder.AddByte(3, (byte)(form.Options?.Kind ?? OptionsKind.None), 0);
            _builder.AddOffset(4, options, 0);
            return _builder.EndTable();
        }

        private int Integers(Operator op, (ImmutableArray<int> Shape, ImmutableArray<int> Values) operand)
        {
            _tensors.Add(Tensor(
                graph[op.Output].Name, operand.Shape, TensorElementType.Int32, MemoryMarshal.AsBytes(operand.Values.AsSpan()).ToArray(),
                null));
            return _tensors.Count - 1;
        }

        /// <summary>Readers before 2020 know only the 8-bit number; 127 in it sends newer ones to the other field.</summary>
        private int Code((BuiltinOperator Code, int Version) code)
        {
            const int largestOldCode = 127;
            _builder.StartTable(4);
            _builder.AddSbyte(0, (sbyte)Math.Min((int)code.Code, largestOldCode), 0);
            _builder.AddInt(2, code.Version, 1);
            _builder.AddInt(3, (int)code.Code, 0);
            return _builder.EndTable();
        }

        private int SubGraph(List<int> operators)
        {
            var tensorsAt = FlatVectors.Offsets(_builder, _tensors);
            var inputs = FlatVectors.Int32s(_builder, [.. graph.Inputs.Select(id => id.Value)]);
            var outputs = FlatVectors.Int32s(_builder, [.. graph.Outputs.Select(id => id.Value)]);
            var operatorsAt = FlatVectors.Offsets(_builder, operators);
            var name = _builder.CreateString("main").Value;
            _builder.StartTable(5);
            _builder.AddOffset(0, tensorsAt, 0);
            _builder.AddOffset(1, inputs, 0);
            _builder.AddOffset(2, outputs, 0);
            _builder.AddOffset(3, operatorsAt, 0);
            _builder.AddOffset(4, name, 0);
            return _builder.EndTable();
        }

        private static TensorElementType NumberOf(ElementType type) =>
            Enum.GetValues<TensorElementType>().First(number => number.ToElementType() == type);
    }
}
