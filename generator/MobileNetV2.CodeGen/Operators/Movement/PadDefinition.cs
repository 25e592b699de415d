using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>PAD and PADV2.</summary>
internal sealed class PadDefinition : OperatorDefinition<Pad>
{
    private static readonly IntegersAttribute<Pad> Before =
        new("before", o => o.Before, 0, int.MaxValue) { Note = "elements added before each dimension" };

    private static readonly IntegersAttribute<Pad> After =
        new("after", o => o.After, 0, int.MaxValue) { Note = "elements added after each dimension" };

    private static readonly IntegerAttribute<Pad> Value =
        new("value", o => o.Value, fallback: null, int.MinValue, int.MaxValue) { Note = "the quantized value to add" };

    public override ImmutableArray<string> Kinds => ["PAD"];

    public override ImmutableArray<Operand> Inputs { get; } = [Operand.Activation("input 0", ElementType.Int8) with { Title = "input" }];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Int8)];

    public override ImmutableArray<OperatorAttribute> Attributes => [Before, After, Value];

    public override Movement Movement => Movement.Scatters;

    public override ImmutableArray<RoundingRule> Roundings => [];

    protected override Pad Make(OperatorOrigin origin, IAttributeReader attributes) => new(
        origin.Id, origin.Inputs, origin.Outputs, Before.Read(attributes), After.Read(attributes), Value.Read(attributes));

    protected override bool Shapes(OperatorScope scope, Pad op)
    {
        var input = scope.Input().Shape;
        if (op.Before.Length != input.Rank || op.After.Length != input.Rank || op.Before.Concat(op.After).Any(p => p < 0))
        {
            var paddings = $"[{string.Join(", ", op.Before)}] and [{string.Join(", ", op.After)}]";
            return scope.Report(GraphDiagnostics.Attribute(
                scope.Place, $"paddings {paddings} are not one non-negative number for each dimension of {input}"));
        }

        long[] given = [.. input.Dimensions.Select((size, i) => (long)size + op.Before[i] + op.After[i])];
        return given.All(d => d <= int.MaxValue)
            ? ShapeRules.Gives(scope, [.. given.Select(d => (int)d)])
            : scope.Report(GraphDiagnostics.ShapeMismatch(scope.Place, scope.Output, string.Join('x', given)));
    }

    protected override bool Scales(OperatorScope scope, Pad op) =>
        QuantizationRules.ArePerTensor(scope) && QuantizationRules.DoesNotRescale(scope);

    protected override bool Arithmetic(OperatorScope scope, Pad op) => true;

    protected override long Macs(ITensorTable graph, Pad op) => 0;

    /// <remarks>Padding of rows and columns is a window of one pixel over a padded image; that of channels stays within a pixel.</remarks>
    public override string? StreamsWhen => "of height and width, or of channels";

    protected override RowAccess Rows(Graph graph, Pad op) => (Grows(op, 0), Grows(op, 1) || Grows(op, 2), Grows(op, 3)) switch
    {
        (false, _, false) => new RowAccess.Window(
            Size2D.One, Size2D.One, Size2D.One, new Padding2D(op.Before[1], op.After[1], op.Before[2], op.After[2])),
        (false, false, true) => new RowAccess.Elementwise(),
        _ => new RowAccess.WholeTensor(),
    };

    private static bool Grows(Pad op, int axis) => op.Before[axis] != 0 || op.After[axis] != 0;

    protected override void Run(Pad op, TensorValues values) => PadKernel.Run(op, values);
}
