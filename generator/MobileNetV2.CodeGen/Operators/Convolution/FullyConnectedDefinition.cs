using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>FULLY_CONNECTED.</summary>
internal sealed class FullyConnectedDefinition() : FilterDefinition<FullyConnected>(channelAxis: 0, "[O,I]", "[O]")
{
    private static readonly FlagAttribute<FullyConnected> KeepDimensions =
        new("keepDimensions", o => o.KeepDimensions) { Note = "the output keeps the input's outer dimensions" };

    public override ImmutableArray<string> Kinds => ["FULLY_CONNECTED"];

    public override ImmutableArray<OperatorAttribute> Attributes => [KeepDimensions, Fused];

    public override string? StreamsWhen => Never;

    protected override FullyConnected Make(OperatorOrigin origin, IAttributeReader attributes) =>
        new(origin.Id, origin.Inputs, origin.Outputs, KeepDimensions.Read(attributes), Fused.Read(attributes));

    protected override bool Shapes(OperatorScope scope, FullyConnected op)
    {
        if (!ShapeRules.HasRank(scope, "filter", scope.Input(1), 2))
            return false;
        var (input, filter) = (scope.Input().Shape, scope.Input(1).Shape);
        var (outputs, inputs) = (filter[0], filter[1]);
        if (input.ElementCount % inputs != 0 || (op.KeepDimensions && (input.Rank == 0 || input.Channels != inputs)))
        {
            return scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"an input of shape {input} cannot be split into vectors of {inputs} elements, as the filter {filter} needs"));
        }

        // The oracle takes the number of vectors from the recorded output, whatever dimensions they are arranged in.
        var (vectors, output) = (input.ElementCount / inputs, scope.Output.Shape);
        var fits = (output.Rank > 0 && output.Channels == outputs && output.ElementCount / outputs == vectors)
            || ShapeRules.Gives(scope, op.KeepDimensions ? input.Dimensions.SetItem(input.Rank - 1, outputs) : [vectors, outputs]);
        return fits && FilterRules.AreWeights(scope, outputs);
    }

    protected override ScaleProduct ProductOf(OperatorScope scope, FullyConnected op) =>
        ConvolutionConstants.FullyConnectedProduct(scope.Input(1));

    protected override long Macs(ITensorTable graph, FullyConnected op) => MacsOfTaps(graph, op, graph[op.Filter].Shape[1]);

    protected override RowAccess Rows(Graph graph, FullyConnected op) => new RowAccess.WholeTensor();

    protected override void Run(FullyConnected op, TensorValues values) => FullyConnectedKernel.Run(op, values);
}
