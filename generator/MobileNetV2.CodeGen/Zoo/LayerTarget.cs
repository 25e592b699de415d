namespace MobileNetV2.CodeGen.Zoo;

/// <summary>What a layer's outputs should look like before the activation:
/// channel means and deviations are drawn from these ranges.</summary>
/// <param name="Pooled">One deviation for the whole layer instead of one for each channel.</param>
internal sealed record LayerTarget(double MeanMin, double MeanMax, double DeviationMin, double DeviationMax, bool Pooled = false)
{
    /// <summary>Before RELU or RELU6: mostly positive, rarely above 6.</summary>
    public static LayerTarget Rectified { get; } = new(0.2, 1.4, 0.8, 1.7);

    /// <summary>A linear layer, such as the projection of a bottleneck.</summary>
    public static LayerTarget Linear { get; } = new(-0.5, 0.5, 0.6, 1.4);

    /// <summary>Scores of classes: no class is favoured, and softmax picks one without becoming certain.</summary>
    public static LayerTarget Logits { get; } = new(0, 0, 2.5, 2.5, Pooled: true);
}
