namespace MobileNetV2.CodeGen.Import;

/// <summary>What a network loses that ends before an operator.</summary>
internal enum CutBefore
{
    /// <summary>What an application can do instead.</summary>
    LosesTheRest,

    /// <summary>Layers with weights.</summary>
    LosesLayers,

    /// <summary>Everything: there is no layer with weights before it.</summary>
    LeavesNothing,
}
