using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>CHANNEL_TABLE.</summary>
internal sealed class ChannelTableDefinition : OperatorDefinition<ChannelTable>
{
    /// <summary>One for each byte.</summary>
    public const int Entries = 256;

    public override ImmutableArray<string> Kinds => ["CHANNEL_TABLE"];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input", ElementType.Int8),
        Operand.Activation("table", ElementType.Int8) with { Title = "table [1,256] or [C,256], constant" },
    ];

    public override ImmutableArray<Operand> Outputs { get; } =
    [
        Operand.Activation("output", ElementType.Int8) with
        {
            Title = "each value by the table of its channel: the entries of 0 to 127, then those of -128 to -1",
        },
    ];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override Movement Movement => Movement.Computes;

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override string? StreamsWhen => Always;

    protected override ChannelTable Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs);

    protected override bool Shapes(OperatorScope scope, ChannelTable op)
    {
        var (input, table) = (scope.Input(), scope.Input(1));
        if (!table.IsConstant || table.Shape is not { Rank: 2, Channels: Entries } || input.Shape.Rank == 0
            || (table.Shape[0] != 1 && table.Shape[0] != input.Shape.Channels))
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"the table {table} is no constant of {Entries} entries for all channels of {input.Shape} or for each"));
        }

        return ShapeRules.IsKept(scope);
    }

    protected override bool Scales(OperatorScope scope, ChannelTable op) => QuantizationRules.ArePerTensor(scope);

    protected override bool Arithmetic(OperatorScope scope, ChannelTable op) => true;

    protected override long Macs(ITensorTable graph, ChannelTable op) => 0;

    protected override RowAccess Rows(Graph graph, ChannelTable op) => new RowAccess.Elementwise();

    protected override void Run(ChannelTable op, TensorValues values)
    {
        var input = values.Read(op.Input);
        var table = values.Read(op.Table);
        var rows = values.Graph[op.Table].Shape[0];
        var result = values.Write(op.Output);
        for (var i = 0; i < result.Length; i++)
            result[i] = table[((i % rows) * Entries) + input[i]];
    }
}
