package io.proconsul.core.api;

/**
 * An outcome that is expected and that the caller is told about. Each kind stands for an HTTP
 * status; the message is the body, word for word as Consul gives it.
 */
public abstract sealed class ConsulException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ConsulException(String message) {
    super(message, null, false, false);
  }

  /** 400: the request itself is wrong. */
  public static final class InvalidRequest extends ConsulException {
    private static final long serialVersionUID = 1L;

    public InvalidRequest(String message) {
      super(message);
    }
  }

  /** 403. */
  public static final class PermissionDenied extends ConsulException {
    private static final long serialVersionUID = 1L;

    public PermissionDenied(String message) {
      super(message);
    }
  }

  /** 404 with a text. */
  public static final class NotFound extends ConsulException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message);
    }
  }

  /** 409: a transaction was rolled back, or an update lost. */
  public static final class Conflict extends ConsulException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
      super(message);
    }
  }

  /** 413. */
  public static final class TooLarge extends ConsulException {
    private static final long serialVersionUID = 1L;

    public TooLarge(String message) {
      super(message);
    }
  }

  /** 500: refused, for a reason that Consul reports as an internal error. */
  public static final class Refused extends ConsulException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message);
    }
  }

  /** Another server's refusal, in its words. */
  public static final class FromServer extends ConsulException {
    private static final long serialVersionUID = 1L;

    public FromServer(String message) {
      super(message);
    }

    /** Only the text crosses the wire, so the kind is read from it, as Consul does. */
    int kind() {
      String text = String.valueOf(getMessage());
      if (text.contains("Permission denied") || text.contains("ACL not found")) {
        return 403;
      }
      if (text.endsWith("Query not found")) {
        return 404;
      }
      return text.contains("rate limit") ? 429 : 500;
    }
  }

  /** 500 {@code No cluster leader}. */
  public static final class NoLeader extends ConsulException {
    private static final long serialVersionUID = 1L;

    public NoLeader() {
      super("No cluster leader");
    }
  }

  /** 429 or 503: a bound was reached; try again later. */
  public static final class Overloaded extends ConsulException {
    private static final long serialVersionUID = 1L;

    public Overloaded(String message) {
      super(message);
    }
  }

  /** The HTTP status that goes with this outcome. */
  public int status() {
    return switch (this) {
      case InvalidRequest _ -> 400;
      case PermissionDenied _ -> 403;
      case NotFound _ -> 404;
      case Conflict _ -> 409;
      case TooLarge _ -> 413;
      case Refused _ -> 500;
      case NoLeader _ -> 500;
      case FromServer other -> other.kind();
      case Overloaded _ -> 503;
    };
  }
}
