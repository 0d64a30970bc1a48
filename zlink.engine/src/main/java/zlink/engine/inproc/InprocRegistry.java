package zlink.engine.inproc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import zlink.api.EndpointUnavailableException;

/** The inproc names of one context: who is bound, and who waits for somebody to bind. Any thread. */
public final class InprocRegistry {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, InprocBinding> bound = new HashMap<>();   // guarded by lock
    private final List<InprocConnecting> waiting = new ArrayList<>();   // guarded by lock, oldest first

    /** Takes a name, and returns who has been waiting for it. */
    List<InprocConnecting> bind(InprocBinding binding) {
        String name = binding.endpoint().address();
        lock.lock();
        try {
            if (bound.putIfAbsent(name, binding) != null) {
                throw new EndpointUnavailableException(binding.endpoint(), "cannot bind: name in use; taken are "
                        + new TreeSet<>(bound.keySet()));
            }
            List<InprocConnecting> comers = new ArrayList<>();
            for (Iterator<InprocConnecting> all = waiting.iterator(); all.hasNext();) {
                InprocConnecting connecting = all.next();
                if (connecting.endpoint().address().equals(name)) {
                    all.remove();
                    comers.add(connecting);
                }
            }
            return comers;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a name back. */
    void unbind(InprocBinding binding) {
        lock.lock();
        try {
            bound.remove(binding.endpoint().address(), binding);
        } finally {
            lock.unlock();
        }
    }

    /** Who is bound to the name, or null: then the caller waits for a bind. */
    InprocBinding find(InprocConnecting connecting) {
        lock.lock();
        try {
            InprocBinding binding = bound.get(connecting.endpoint().address());
            if (binding == null) {
                waiting.add(connecting);
            }
            return binding;
        } finally {
            lock.unlock();
        }
    }

    /** Stops waiting; false if it did not wait, because it has been or is being joined. */
    boolean withdraw(InprocConnecting connecting) {
        lock.lock();
        try {
            return waiting.remove(connecting);
        } finally {
            lock.unlock();
        }
    }
}
