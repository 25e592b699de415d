using System.Collections.Immutable;
using Google.FlatBuffers;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.FlatBuffers;
using MobileNetV2.CodeGen.Import.TfLite.Operators;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Import.TfLite;

/// <summary>Lists the first subgraph of a file that could not be imported, with a mark at each operator that is the reason.</summary>
internal sealed class TfLiteOutline
{
    /// <summary>Enough for people; a file may give an operator any number.</summary>
    private const int MostTensorsShown = 16;

    private readonly string _fileName;
    private readonly ImmutableArray<OutlinedTensor> _tensors;
    private readonly ImmutableArray<bool> _areConstant;
    private readonly ImmutableArray<OperatorCodeTable> _codes;
    private readonly Dictionary<int, int> _densified;
    private readonly ImmutableArray<Diagnostic> _diagnostics;

    private TfLiteOutline(ModelTable model, SubGraphTable subGraph, string fileName, ImmutableArray<Diagnostic> diagnostics)
    {
        (_fileName, _diagnostics) = (fileName, diagnostics);
        _codes = model.OperatorCodes;
        _densified = DensifiedTensors.Of(subGraph, _codes);
        var buffers = model.Buffers;
        var tables = subGraph.Tensors;
        _tensors = [.. tables.Select(Outlined)];
        _areConstant = [.. tables.Select(t => t.Buffer > 0 && t.Buffer < buffers.Length && buffers[(int)t.Buffer].Location.SizeBytes > 0)];
    }

    /// <returns>Null when the file is damaged.</returns>
    public static ModelOutline? Read(byte[] file, string fileName, ImmutableArray<Diagnostic> diagnostics)
    {
        if (!new FlatBufferVerifier(file).Root(ModelTable.Verify))
            return null;
        var model = ModelTable.Root(new ByteBuffer(file));
        return model.SubGraphs is [var subGraph, ..] ? new TfLiteOutline(model, subGraph, fileName, diagnostics).Of(subGraph) : null;
    }

    private ModelOutline Of(SubGraphTable subGraph) => new(
        Path.GetFileNameWithoutExtension(_fileName),
        Outlined(subGraph.Inputs),
        Outlined(subGraph.Outputs),
        [.. subGraph.Operators.Select((o, i) => Outlined(i, o))]);

    private OutlinedOperator Outlined(int index, OperatorTable table)
    {
        var code = table.OpcodeIndex < _codes.Length ? _codes[(int)table.OpcodeIndex] : default(OperatorCodeTable?);
        var kind = code switch
        {
            null => "?",
            { BuiltinCode: BuiltinOperator.Custom } custom => SourceName.Clean(custom.CustomCode),
            { } builtin => builtin.BuiltinCode.Name(),
        };
        return new OutlinedOperator(
            index,
            kind,
            Outlined(table.Inputs.Where(t => Exists(t) && !_areConstant[t])),
            Outlined(table.Outputs),
            code is null ? "damaged" : Problem(index, kind, table, code.Value));
    }

    private string? Problem(int index, string kind, OperatorTable table, OperatorCodeTable code)
    {
        if (DensifiedTensors.Takes(code, table, _densified))
            return null;
        if (OperatorConverters.Find(code) is not { } converter)
            return "not supported";
        var place = $"{_fileName}: operator #{index} {kind}";
        if (_diagnostics.FirstOrDefault(d => d.Location == place) is { } own)
            return $"see {own.Code}";
        return converter.Data.HasFlag(DataTypes.Quantized) && converter.DataInput < table.Inputs.Length
            && table.Inputs[converter.DataInput] is var first && Exists(first)
            && _tensors[first].Type is not ("int8" or "uint8" or "int16")
            ? _tensors[first].Type
            : null;
    }

    private static OutlinedTensor Outlined(TensorTable table) =>
        new(SourceName.Clean(table.Name), table.Type.Describe().ToLowerInvariant(), [.. table.Shape.Take(Shape.HighestRank)]);

    private ImmutableArray<OutlinedTensor> Outlined(IEnumerable<int> indices) =>
        [.. indices.Where(Exists).Take(MostTensorsShown).Select(i => _tensors[i])];

    private bool Exists(int tensor) => tensor >= 0 && tensor < _tensors.Length;
}
