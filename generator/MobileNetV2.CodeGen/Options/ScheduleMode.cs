namespace MobileNetV2.CodeGen.Options;

/// <summary><c>--schedule</c>.</summary>
public enum ScheduleMode
{
    /// <summary>
    /// The cheapest plan that fits the budget or the target's RAM; where it would fill most of a board's RAM,
    /// a smaller one that costs next to nothing.</summary>
    Auto,

    /// <summary>One operator at a time over whole tensors.</summary>
    Layers,

    /// <summary>Least RAM among streams of whole rows, and of narrower tiles that cost at most 3 % more than those or
    /// <see cref="Layers"/>.</summary>
    Stream,
}
