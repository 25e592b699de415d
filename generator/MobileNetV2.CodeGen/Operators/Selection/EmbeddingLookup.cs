using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Rows of the first input, by the numbers that the second gives: slices of its first dimension, as they are or as reals. A number
/// that no row has, which the reference refuses, takes the nearest row there is.</summary>
public sealed record EmbeddingLookup(OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs)
    : Operator(Id, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override string Kind => "EMBEDDING_LOOKUP";

    /// <summary>Numbers of rows.</summary>
    public TensorId Rows => Inputs[1];
}

/// <summary>EMBEDDING_LOOKUP; int8 becomes float32 by one multiplication in binary32.</summary>
internal sealed class EmbeddingLookupDefinition : OperatorDefinition<EmbeddingLookup>
{
    public override ImmutableArray<string> Kinds => ["EMBEDDING_LOOKUP"];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("table", ElementType.Int8, ElementType.Float32) with { Title = "table [V,...]" },
        Operand.Activation("rows", ElementType.Int32) with { Title = "rows [N] of the table" },
    ];

    public override ImmutableArray<Operand> Outputs { get; } =
        [Operand.Activation("output", ElementType.Int8, ElementType.Float32) with { Title = "[N,...], of the table's type or float32" }];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override string? StreamsWhen => Never;

    public override bool Types(OperatorScope scope) =>
        base.Types(scope) && TypeRules.Is(scope, "output", scope.Output, scope.Input().Type, ElementType.Float32);

    protected override EmbeddingLookup Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, EmbeddingLookup op)
    {
        var table = scope.Input().Shape;
        return table.Rank < 2
            ? scope.Report(GraphDiagnostics.Rank(scope.Place, $"table {scope.Input()}", table.Rank, "at least 2"))
            : ShapeRules.HasRank(scope, "rows", scope.Input(1), 1)
                && ShapeRules.Gives(scope, table.Dimensions.SetItem(0, scope.Input(1).Shape[0]));
    }

    protected override bool Scales(OperatorScope scope, EmbeddingLookup op)
    {
        if (scope.Input().Type != ElementType.Int8)
            return true;
        if (!QuantizationRules.ArePerTensor(scope))
            return false;
        if (scope.Output.Type == ElementType.Int8)
            return QuantizationRules.DoesNotRescale(scope);
        var zeroPoint = scope.Input().RequiredQuantization.ZeroPoint;
        return zeroPoint == 0 || scope.Report(GraphDiagnostics.ZeroPoint(scope.Place, scope.Input(), zeroPoint, "0"));
    }

    protected override bool Arithmetic(OperatorScope scope, EmbeddingLookup op) => true;

    protected override long Macs(ITensorTable graph, EmbeddingLookup op) => 0;

    protected override RowAccess Rows(Graph graph, EmbeddingLookup op) => new RowAccess.WholeTensor();

    protected override void Run(EmbeddingLookup op, TensorValues values)
    {
        var (table, output) = (values.Graph[op.Input], values.Graph[op.Output]);
        var row = table.SizeBytes / table.Shape[0];
        var bytes = new byte[values.Graph[op.Rows].Shape[0] * row];
        foreach (var (i, number) in PlainNumbers.Integers(values, values.Graph[op.Rows]).Index())
            values.Read(op.Input).Slice((int)Math.Clamp(number, 0, table.Shape[0] - 1) * row, row).CopyTo(bytes.AsSpan(i * row));
        if (table.Type == output.Type)
            bytes.CopyTo(values.Write(op.Output), 0);
        else
            PlainNumbers.Write(values, output, [.. bytes.Select(b => unchecked((sbyte)b) * table.RequiredQuantization.Scale)]);
    }
}
