using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Comparisons. int8 elements are compared as the reals that they stand for, on a common scale.</summary>
internal sealed class ComparisonDefinition : BinaryDefinition<Comparison>
{
    private static readonly ImmutableArray<ElementType> Compared =
        [ElementType.Int8, ElementType.Int32, ElementType.Int64, ElementType.Float32, ElementType.Bool];

    public override ImmutableArray<string> Kinds => ["EQUAL", "NOT_EQUAL", "LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL"];

    public override ImmutableArray<Operand> Inputs { get; } =
    [
        Operand.Activation("input 0", Compared) with { Title = "left" },
        Operand.Activation("input 1", Compared) with { Title = "right; shapes broadcast" },
    ];

    public override ImmutableArray<Operand> Outputs { get; } = [Operand.Activation("output", ElementType.Bool)];

    public override ImmutableArray<OperatorAttribute> Attributes => [];

    public override ImmutableArray<RoundingRule> Roundings => [];

    public override bool Types(OperatorScope scope) =>
        base.Types(scope) && TypeRules.Is(scope, "input 1", scope.Input(1), scope.Input().Type);

    protected override Comparison Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, origin.Kind);

    /// <remarks>Offsets of 9 bits are shifted up by 8 before they are scaled.</remarks>
    protected override bool Arithmetic(OperatorScope scope, Comparison op)
    {
        const double largest = 1 << 14;
        if (scope.Input().Type != ElementType.Int8)
            return true;
        var scale = Math.Max(ArithmeticRules.Scale(scope.Input()), ArithmeticRules.Scale(scope.Input(1)));
        return scale < largest || scope.Report(GraphDiagnostics.Rescale(scope.Place, "the larger input scale", scale, largest));
    }

    protected override void Run(Comparison op, TensorValues values)
    {
        var graph = values.Graph;
        switch (graph[op.Left].Type)
        {
            case ElementType.Float32:
                var left = values.Floats(op.Left);
                var right = values.Floats(op.Right);
                var shape = graph[op.Output].Shape;
                var (leftAt, rightAt) = (Offsets.Broadcast(graph[op.Left].Shape, shape), Offsets.Broadcast(graph[op.Right].Shape, shape));
                var result = values.Write(op.Output);
                for (var i = 0; i < result.Length; i++)
                    result[i] = Holds(op.Kind, left[leftAt[i]], right[rightAt[i]]) ? (byte)1 : (byte)0;
                break;
            case ElementType.Int8:
                var constants = ComparisonConstants.For(graph, op);
                PlainNumbers.Run(op, values, (a, b) => Holds(op.Kind, constants.Left((int)a), constants.Right((int)b)) ? 1 : 0);
                break;
            default:
                PlainNumbers.Run(op, values, (a, b) => Holds(op.Kind, a, b) ? 1 : 0);
                break;
        }
    }

    private static bool Holds(string kind, long left, long right) => kind switch
    {
        "EQUAL" => left == right,
        "NOT_EQUAL" => left != right,
        "LESS" => left < right,
        "LESS_EQUAL" => left <= right,
        "GREATER" => left > right,
        _ => left >= right,
    };

    private static bool Holds(string kind, float left, float right) => kind switch
    {
        "EQUAL" => left == right,
        "NOT_EQUAL" => left != right,
        "LESS" => left < right,
        "LESS_EQUAL" => left <= right,
        "GREATER" => left > right,
        _ => left >= right,
    };
}
