namespace MobileNetV2.CodeGen.Operators;

/// <summary>MEAN and SUM over any axes.</summary>
internal static class MeanKernel
{
    public static void Run(SummingOperator op, TensorValues values)
    {
        var graph = values.Graph;
        var input = graph[op.Input];
        var constants = MeanConstants.For(graph, op);
        var elements = Elements.Widen(values.Read(op.Input), input.Type, 0);
        var result = values.Write(op.Output);

        // All elements of one mean have the same offset.
        var target = Offsets.Broadcast(Reductions.Kept(input.Shape, op.Axes), input.Shape);
        var sums = new int[result.Length];
        for (var i = 0; i < elements.Length; i++)
            sums[target[i]] += elements[i];

        var factor = constants.By(values.Rounding, graph, op);
        for (var i = 0; i < result.Length; i++)
        {
            var scaled = factor.Apply(unchecked(sums[i] + constants.SumOffset));
            result[i] = Requantization.Finish(scaled, constants.OutputOffset, constants.Range);
        }
    }
}
